'use client'

import { CalendarSearch, ZoomOut } from 'lucide-react'
import { useMemo } from 'react'
import { useExpected } from '@/components/anomalies/use-expected'
import { formatMoment } from '@/components/charts/format-time'
import { LineChart } from '@/components/charts/line-chart'
import type { Span } from '@/components/layout/time-range'
import type { ShownRange } from '@/components/layout/use-time-range'
import { useNoteMarkers } from '@/components/notes/use-note-markers'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { EmptyState } from '@/components/ui/empty-state'
import { Skeleton } from '@/components/ui/skeleton'
import type { LineVariant } from '@/lib/dashboards/board-words'

import { nearestWithData } from './explore-step'
import { isAsked, type Scale } from './explore-view'
import { chartSeries, type ExploredSeries } from './explored-series'
import type { Answers } from './use-answers'
import type { Zoom } from './use-zoom'

function NoData({ nearest, range, zoom }: { nearest: Span | null; range: ShownRange; zoom: Zoom }) {
  const say = ({ from, to }: Span) => `${formatMoment(from, range.timeZone)} – ${formatMoment(to, range.timeZone)}`
  return (
    <EmptyState
      icon={CalendarSearch}
      title="No data in this range"
      className="h-full"
      action={
        nearest ? (
          <Button variant="primary" onClick={() => zoom.to(nearest)}>
            Show {say(nearest)}
          </Button>
        ) : (
          <Button onClick={zoom.wider}>
            <ZoomOut aria-hidden />
            Zoom out
          </Button>
        )
      }
    >
      {nearest ? 'The nearest samples lie outside it.' : 'A longer range, or another filter, may have some.'}
    </EmptyState>
  )
}

type ExploreChartProps = {
  answers: Answers
  shown: readonly ExploredSeries[]
  range: ShownRange
  stepMs: number
  variant: LineVariant
  scale: Scale | undefined
  zoom: Zoom
  /** The metric whose expected band is drawn behind it. */
  expected: string | undefined
}

/** The chart of all rows; where there is nothing to draw, why, and the way to something. */
export function ExploreChart({ answers, shown, range, stepMs, variant, scale, zoom, expected }: ExploreChartProps) {
  const { lines, unit } = useMemo(() => chartSeries(shown), [shown])
  const { from, to } = answers
  const behind = useExpected({ metric: expected, from, to, stepMs, timeZone: range.timeZone })
  const noted = useNoteMarkers({ from, to })
  const markers = useMemo(() => [...behind.markers, ...noted], [behind.markers, noted])
  if (answers.asked === 0) {
    return <EmptyState title="Every row is hidden or empty" className="h-full" />
  }
  if (answers.answered === 0) {
    if (answers.pending) return <Skeleton className="h-full w-full" />
    return (
      <EmptyState title="No row could be answered" className="h-full">
        What is wrong is said below each.
      </EmptyState>
    )
  }
  const blank = answers.series.every(({ points }) => points.every(({ value }) => value === null || value === 0))
  const outside = blank
    ? nearestWithData(
        range.resolve(Date.now()),
        answers.rows.filter(({ query }) => isAsked(query)).flatMap(({ metrics }) => metrics),
      )
    : null
  const nothing = answers.series.every(({ points }) => points.every(({ value }) => value === null))
  if (outside || nothing) return <NoData nearest={outside} range={range} zoom={zoom} />
  return (
    <div className={cn('h-full transition-opacity', answers.stale && 'opacity-60')}>
      <LineChart
        label="Explored metrics over time"
        series={lines}
        stepMs={stepMs}
        variant={variant}
        scale={scale}
        unit={unit}
        band={behind.band}
        markers={markers}
        partialFrom={answers.partialFrom}
        from={from}
        to={to}
        timeZone={range.timeZone}
        legend="off"
        onZoom={zoom.to}
      />
    </div>
  )
}
