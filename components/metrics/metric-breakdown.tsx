'use client'

import { useQuery } from '@tanstack/react-query'
import { BarChart } from '@/components/charts/bar-chart'
import type { ShownRange } from '@/components/layout/use-time-range'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { type MetricQuestion, metricValueOptions } from '@/lib/metrics/client'
import type { Metric } from '@/lib/metrics/contract'
import { seriesName } from './metric-view'

type MetricBreakdownProps = {
  metric: Metric
  question: MetricQuestion
  range: ShownRange
  groupBy: string
  /** Nobody asked for it: leave it out where there is only one part. */
  optional: boolean
}

/** The figures of a metric by one of its labels over the time range. */
export function MetricBreakdown({ metric, question, range, groupBy, optional }: MetricBreakdownProps) {
  const { aggregation } = question
  const query = useQuery(metricValueOptions(metric.name, { aggregation, group_by: groupBy, limit: 50 }, range))
  const rows = (query.data?.series ?? []).map((one) => ({ label: seriesName(one, groupBy), value: one.value }))
  if (optional && query.data && rows.length < 2) return null
  return (
    <Card aria-label={`By ${groupBy}`}>
      <CardHeader>
        <CardTitle>By {groupBy}</CardTitle>
      </CardHeader>
      <CardContent className="h-64">
        {query.data ? (
          <BarChart label={`${metric.name} by ${groupBy}`} rows={rows} unit={metric.unit} />
        ) : query.isError ? (
          <ErrorState error={query.error} onRetry={() => query.refetch()} retrying={query.isFetching} />
        ) : (
          <Skeleton className="h-full w-full" />
        )}
      </CardContent>
    </Card>
  )
}
