'use client'

import { WidgetBody } from '@/components/widgets/widget-body'
import type { Filled } from '@/lib/dashboards/fill'
import type { Window } from '@/lib/metrics/client'

/** What a widget shows with the chosen values of its board's variables, or that it names one that is not there. */
export function FilledBody({ filled: { widget, problem }, range }: { filled: Filled; range: Window }) {
  if (problem === null) return <WidgetBody widget={widget} range={range} />
  return (
    <div role="alert" className="flex h-full items-center justify-center overflow-y-auto px-4 pb-3 text-center">
      <p className="break-words text-destructive text-xs">{problem}</p>
    </div>
  )
}
