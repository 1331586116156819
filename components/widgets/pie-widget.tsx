'use client'

import { PieChart } from '@/components/charts/pie-chart'
import { asValue, topRows } from '@/lib/dashboards/prepare'
import { groupingOf } from '@/lib/dashboards/question'
import { useDrill } from './use-drill'
import type { WidgetBodyProps } from './widget-kind'

/** What a whole is made up of. */
export function PieWidget({ widget, data }: WidgetBodyProps) {
  const onPick = useDrill(widget, data)
  const value = asValue(data.answers[0])
  const { unit, decimals, limit = 7, shape, legend, colors } = widget.config
  const rows = value ? topRows(value, groupingOf(widget), limit) : []
  return (
    <div className="h-full px-4 pb-3">
      <PieChart
        label={widget.title}
        rows={rows}
        unit={unit}
        decimals={decimals}
        limit={limit + 1}
        shape={shape}
        legend={legend}
        colors={colors}
        onPick={onPick}
      />
    </div>
  )
}
