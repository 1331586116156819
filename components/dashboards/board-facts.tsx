'use client'

import { formatDay, formatMoment } from '@/components/charts/format-time'
import { useMinute } from '@/components/layout/clock'
import type { ShownRange } from '@/components/layout/use-time-range'
import { cn } from '@/components/ui/cn'
import type { BoardVariable } from '@/lib/dashboards/variable-contract'
import type { Chosen } from '@/lib/dashboards/variables'
import { variableTitle } from './variable-picker'

type BoardFactsProps = {
  range: ShownRange
  variables: readonly BoardVariable[]
  chosen: Chosen
  className?: string
}

/** Of when and of what a board is, in words: for paper, and for a screen without controls. */
export function BoardFacts({ range, variables, chosen, className }: BoardFactsProps) {
  const now = useMinute()
  const { timeZone } = range
  const { from, to } = range.resolve(now)
  const facts = [
    ...(range.relative ? [range.label] : []),
    `${formatMoment(from, timeZone)} – ${formatMoment(to, timeZone)}, ${formatDay(to, timeZone).split(' ').at(-1)} (${timeZone})`,
    ...variables.map((one) => `${variableTitle(one)}: ${chosen.get(one.name)?.join(', ') || 'All'}`),
  ]
  return (
    <p className={cn('tabular flex flex-wrap gap-x-4 text-[13px] text-muted-foreground', className)}>
      {facts.map((fact) => (
        <span key={fact}>{fact}</span>
      ))}
    </p>
  )
}
