'use client'

import { BarChart, StackedBars } from '@/components/charts/bar-chart'
import { asValue, topRows } from '@/lib/dashboards/prepare'
import { groupingOf } from '@/lib/dashboards/question'
import { stackRows } from '@/lib/dashboards/stack'
import { useDrill } from './use-drill'
import type { WidgetBodyProps } from './widget-kind'

/** Categories compared, largest first; by two labels they may be stacked. */
export function BarWidget({ widget, data }: WidgetBodyProps) {
  const onPick = useDrill(widget, data)
  const value = asValue(data.answers[0])
  const { unit, decimals, limit = 12, stacked, layout, colors, legend } = widget.config
  const group = groupingOf(widget)
  const look = { label: widget.title, unit, decimals, layout, colors }
  const { stacks, names } = value && stacked && group?.includes(',') ? stackRows(value, group, limit) : noStacks
  return (
    <div className="h-full px-4 pb-3">
      {stacks.length > 0 ? (
        <StackedBars {...look} stacks={stacks} names={names} legend={legend} />
      ) : (
        <BarChart {...look} rows={value ? topRows(value, group, limit) : []} onPick={onPick} limit={limit + 1} />
      )}
    </div>
  )
}

const noStacks = { stacks: [], names: [] }
