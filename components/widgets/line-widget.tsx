'use client'

import { usePathname } from 'next/navigation'
import { useMemo } from 'react'
import { useExpected } from '@/components/anomalies/use-expected'
import { formatValue } from '@/components/charts/format'
import { LineChart } from '@/components/charts/line-chart'
import { chosenStyle } from '@/components/charts/palette'
import { toneWords } from '@/components/charts/tone'
import { viewOfWidget } from '@/components/explore/explore-widget'
import { watchedMetric } from '@/components/explore/explored-metric'
import { chartSeries } from '@/components/explore/explored-series'
import { parseDuration } from '@/lib/config/duration'
import type { Widget } from '@/lib/dashboards/contract'
import { asRange } from '@/lib/dashboards/prepare'
import { groupingOf } from '@/lib/dashboards/question'
import { sharedToken } from '@/lib/shares/path'
import { useBoardView } from './board-view'
import { useAnnotations } from './use-annotations'
import type { WidgetBodyProps } from './widget-kind'
import { widgetLines } from './widget-lines'

/** The metric whose expected band is drawn: where that is asked for, and it is watched as it is shown. */
export function watchedBy(widget: Widget): string | undefined {
  if (!widget.config.expected || widget.config.compare) return undefined
  return watchedMetric(viewOfWidget(widget, groupingOf(widget))?.queries ?? [])
}

/** Metrics and formulas over time, one line for each value of what they are grouped by. */
export function LineWidget({ widget, data, timeZone }: WidgetBodyProps) {
  const { decimals, chart, scale, legend, colors, thresholds } = widget.config
  const { zoom, drill, annotations } = useBoardView()
  const ranges = data.answers.map(asRange)
  const stepMs = parseDuration(ranges.find(Boolean)?.step ?? '') ?? 60_000
  const { lines, unit: shown } = useMemo(() => {
    const named = widgetLines(widget, data.answers)
    return chartSeries(named.map((one) => ({ ...one, style: chosenStyle(one.name, one.style, colors) })))
  }, [widget, data.answers, colors])
  const limits = useMemo(
    () =>
      thresholds?.map(({ value, tone }) => ({
        value,
        tone,
        label: `${toneWords[tone]} ${formatValue(value, shown, { compact: true })}`,
      })),
    [thresholds, shown],
  )
  const partial = ranges.flatMap((range) => {
    const points = range?.series[0]?.data_points ?? []
    return points[points.findLastIndex((point) => !point.partial) + 1]?.timestamp ?? []
  })
  const [from, to] = [new Date(data.from).toISOString(), new Date(data.to).toISOString()]
  const isShared = Boolean(sharedToken(usePathname()))
  const watched = isShared ? undefined : watchedBy(widget)
  const { band, markers: found } = useExpected({ metric: watched, from, to, stepMs, timeZone })
  const marks = useAnnotations(widget, from, to, isShared)
  const markers = useMemo(() => (annotations ? marks : [...found, ...marks]), [annotations, found, marks])
  const pick = (at: number, place: { x: number; y: number }) => {
    const span = { from: at, to: at + stepMs }
    const anomalies = markers.flatMap(({ href, label, from: start, to: end = start }) =>
      href && Date.parse(start) < span.to && Date.parse(end) >= at ? [{ href, label }] : [],
    )
    drill?.({ widget, span, labels: {}, anomalies, ...place })
  }
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
          legend={legend}
          limits={limits}
          thinned={ranges.some((range) => range?.thinned)}
          markers={markers}
          from={from}
          to={to}
          timeZone={timeZone}
          syncId="board"
          onZoom={zoom}
          onPick={drill ? pick : undefined}
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
