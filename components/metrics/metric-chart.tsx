'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { LineChart, type LineMarker } from '@/components/charts/line-chart'
import type { Span } from '@/components/layout/time-range'
import type { ShownRange } from '@/components/layout/use-time-range'
import { useNoteMarkers } from '@/components/notes/use-note-markers'
import { cn } from '@/components/ui/cn'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { anomalyListOptions, expectedBandOptions } from '@/lib/anomalies/client'
import { type MetricQuestion, metricRangeOptions } from '@/lib/metrics/client'
import type { Metric } from '@/lib/metrics/contract'
import { seriesName, type Variant } from './metric-view'

type MetricChartProps = {
  metric: Metric
  question: MetricQuestion
  variant: Variant
  range: ShownRange
  onZoom: (span: Span) => void
}

/** The chart of a metric with its anomalies, and with what was expected where that is known. */
export function MetricChart({ metric, question, variant, range, onZoom }: MetricChartProps) {
  const { name, unit } = metric
  const query = useQuery(metricRangeOptions(name, question, range))
  const { data } = query
  const plain = !question.group_by && !question.aggregation
  const band = useQuery({
    ...expectedBandOptions(name, { from: data?.from, to: data?.to, step: data?.stepMs }),
    enabled: plain && data !== undefined,
    placeholderData: (before) => before,
  })
  const anomalies = useQuery(anomalyListOptions({ metric: name, limit: 50 }))
  const series = useMemo(
    () =>
      (data?.range.series ?? []).map((one) => ({ name: seriesName(one, question.group_by), points: one.data_points })),
    [data, question.group_by],
  )
  const noted = useNoteMarkers({ from: data?.from, to: data?.to, table: metric.table || undefined })
  const found = useMemo(
    () =>
      (anomalies.data?.anomalies ?? []).map(
        (one): LineMarker => ({
          from: one.started_at,
          to: one.ended_at ?? data?.to,
          label: `${one.severity} ${one.type}`,
          tone: one.status === 'open' ? 'destructive' : 'warning',
        }),
      ),
    [anomalies.data, data?.to],
  )
  const markers = useMemo(() => [...found, ...noted], [found, noted])
  const expected = plain && band.data?.some(({ min }) => min !== null) ? band.data : undefined
  if (!data) {
    if (query.isError)
      return <ErrorState error={query.error} onRetry={() => query.refetch()} retrying={query.isFetching} />
    return <Skeleton className="h-full w-full" />
  }
  return (
    <div className={cn('h-full transition-opacity', query.isPlaceholderData && 'opacity-60')}>
      <LineChart
        label={`${name} over time`}
        series={series}
        stepMs={data.stepMs}
        variant={variant}
        unit={question.aggregation === 'count' ? '' : unit}
        band={expected}
        markers={markers}
        partialFrom={data.partialFrom}
        from={data.from}
        to={data.to}
        timeZone={range.timeZone}
        onZoom={onZoom}
      />
    </div>
  )
}
