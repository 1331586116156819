'use client'

import { usePathname } from 'next/navigation'
import { useMemo } from 'react'
import { useExpected } from '@/components/anomalies/use-expected'
import { LineChart } from '@/components/charts/line-chart'
import { viewOfWidget } from '@/components/explore/explore-widget'
import { watchedMetric } from '@/components/explore/explored-metric'
import { chartSeries, exploredSeries } from '@/components/explore/explored-series'
import { useNoteMarkers } from '@/components/notes/use-note-markers'
import { parseDuration } from '@/lib/config/duration'
import type { Widget } from '@/lib/dashboards/contract'
import { asRange } from '@/lib/dashboards/prepare'
import { groupingOf } from '@/lib/dashboards/question'
import { sharedToken } from '@/lib/shares/path'
import { useBoardView } from './board-view'
import type { WidgetBodyProps } from './widget-kind'

/** The metric whose expected band is drawn: where that is asked for, and it is watched as it is shown. */
export function watchedBy(widget: Widget): string | undefined {
  if (!widget.config.expected || widget.config.compare) return undefined
  return watchedMetric(viewOfWidget(widget, groupingOf(widget))?.queries ?? [])
}

/** Whoever looks at a shared board gets what its widgets ask, and no notes. */
const nowhere = { from: undefined, to: undefined }

/** Metrics and formulas over time, one line for each value of what they are grouped by. */
export function LineWidget({ widget, data, timeZone }: WidgetBodyProps) {
  const { unit, decimals, queries, compare, chart, scale } = widget.config
  const { zoom } = useBoardView()
  const ranges = data.answers.map(asRange)
  const stepMs = parseDuration(ranges.find(Boolean)?.step ?? '') ?? 60_000
  const { lines, unit: shown } = useMemo(() => {
    const rows = viewOfWidget(widget, groupingOf(widget))?.queries ?? []
    const answers = rows.map((query, index) => ({
      query,
      unit: unit ?? queries?.[index]?.unit ?? '',
      range: asRange(data.answers[index]),
    }))
    return chartSeries(exploredSeries(answers, compare))
  }, [widget, data.answers, unit, queries, compare])
  const partial = ranges.flatMap((range) => {
    const points = range?.series[0]?.data_points ?? []
    return points[points.findLastIndex((point) => !point.partial) + 1]?.timestamp ?? []
  })
  const [from, to] = [new Date(data.from).toISOString(), new Date(data.to).toISOString()]
  const isShared = Boolean(sharedToken(usePathname()))
  const watched = isShared ? undefined : watchedBy(widget)
  const { band, markers: found } = useExpected({ metric: watched, from, to, stepMs, timeZone })
  const noted = useNoteMarkers(isShared ? nowhere : { from, to })
  const markers = useMemo(() => [...found, ...noted], [found, noted])
  return (
    <div className="flex h-full flex-col px-3 pb-3">
      <div className="min-h-0 flex-1">
        <LineChart
          label={widget.title}
          series={lines}
          stepMs={stepMs}
          variant={chart ?? (lines.length > 1 ? 'line' : 'area')}
          scale={scale}
          unit={shown}
          decimals={decimals}
          partialFrom={partial.sort()[0]}
          band={band}
          markers={markers}
          from={from}
          to={to}
          timeZone={timeZone}
          syncId="board"
          onZoom={zoom}
        />
      </div>
      {data.failed ? (
        <p role="alert" className="truncate pt-1 text-destructive text-xs" title={data.failed}>
          {data.failed.split('\n')[0]}
        </p>
      ) : null}
    </div>
  )
}
