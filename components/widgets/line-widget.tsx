'use client'

import { useMemo } from 'react'
import { LineChart } from '@/components/charts/line-chart'
import { parseDuration } from '@/lib/config/duration'
import { asRange, seriesName } from '@/lib/dashboards/prepare'
import { groupingOf } from '@/lib/dashboards/question'
import type { WidgetBodyProps } from './widget-kind'

/** A metric over time, one line for each value of what it is grouped by. */
export function LineWidget({ widget, data, timeZone }: WidgetBodyProps) {
  const range = asRange(data.answers[0])
  const group = groupingOf(widget)
  const stepMs = parseDuration(range?.step ?? '') ?? 60_000
  const series = useMemo(
    () =>
      (range?.series ?? []).map(({ metric, labels, data_points }) => ({
        name: seriesName(metric, labels, group),
        points: data_points,
      })),
    [range, group],
  )
  const last = series[0]?.points.at(-1)?.timestamp
  const unfinished = last !== undefined && Date.parse(last) + stepMs > Math.min(data.to, data.at)
  return (
    <div className="h-full px-3 pb-3">
      <LineChart
        label={widget.title}
        series={series}
        stepMs={stepMs}
        variant={series.length > 1 ? 'line' : 'area'}
        unit={widget.config.unit}
        decimals={widget.config.decimals}
        partialFrom={unfinished ? last : undefined}
        from={new Date(data.from).toISOString()}
        to={new Date(data.to).toISOString()}
        timeZone={timeZone}
        syncId="board"
      />
    </div>
  )
}
