'use client'

import { lazy, Suspense } from 'react'
import { ScrollBox } from '@/components/ui/scroll-box'
import type { WidgetBodyProps } from './widget-kind'

const Markdown = lazy(() => import('./markdown').then((module) => ({ default: module.Markdown })))

/** Words of the board's maker, in Markdown. */
export function TextWidget({ widget }: WidgetBodyProps) {
  const text = widget.config.text?.trim()
  return (
    <ScrollBox label={widget.title} className="h-full overflow-y-auto px-4 pb-4">
      {text ? (
        <Suspense fallback={<p className="whitespace-pre-wrap break-words text-[13px]">{text}</p>}>
          <Markdown text={text} />
        </Suspense>
      ) : (
        <p className="text-[13px] text-muted-foreground">No text yet</p>
      )}
    </ScrollBox>
  )
}
