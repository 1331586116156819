'use client'

import { BarChart } from '@/components/charts/bar-chart'
import { asValue, topRows } from '@/lib/dashboards/prepare'
import { groupingOf } from '@/lib/dashboards/question'
import { useDrill } from './use-drill'
import type { WidgetBodyProps } from './widget-kind'

/** Categories compared, largest first. */
export function BarWidget({ widget, data }: WidgetBodyProps) {
  const onPick = useDrill(widget, data)
  const value = asValue(data.answers[0])
  const { unit, decimals, limit = 12 } = widget.config
  const rows = value ? topRows(value, groupingOf(widget), limit) : []
  return (
    <div className="h-full px-4 pb-3">
      <BarChart label={widget.title} rows={rows} onPick={onPick} unit={unit} decimals={decimals} limit={limit + 1} />
    </div>
  )
}
