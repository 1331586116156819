'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { LineChart, type LineMarker } from '@/components/charts/line-chart'
import { useMinute, useTimeZone } from '@/components/layout/clock'
import { useNoteMarkers } from '@/components/notes/use-note-markers'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { expectedBandOptions, explanationOptions } from '@/lib/anomalies/client'
import type { Anomaly } from '@/lib/anomalies/contract'
import { metricOptions, metricRangeOptions } from '@/lib/metrics/client'
import { subjectOf } from './anomaly-words'
import { chartWindow, filterOf } from './chart-window'

/** The metric around an anomaly, or its category of it, with what was expected behind it and what happened near it. */
export function AnomalyChart({ anomaly }: { anomaly: Anomaly }) {
  const timeZone = useTimeZone()
  const minute = useMinute()
  const { window, stepMs } = chartWindow(anomaly, minute, timeZone)
  const metric = useQuery(metricOptions(anomaly.metric_name))
  const filter = filterOf(anomaly)
  const query = useQuery(metricRangeOptions(anomaly.metric_name, { stepMs, ...(filter ? { filter } : {}) }, window))
  const { data } = query
  const band = useQuery({
    ...expectedBandOptions(anomaly.metric_name, { from: data?.from, to: data?.to, step: stepMs, filter, tz: timeZone }),
    enabled: data !== undefined,
    placeholderData: (before) => before,
  })
  const changes = useQuery(explanationOptions(anomaly.id)).data?.schema_changes
  const noted = useNoteMarkers({ from: data?.from, to: data?.to, table: anomaly.labels.table })
  const series = useMemo(
    () => (data?.range.series ?? []).slice(0, 1).map((one) => ({ name: one.metric, points: one.data_points })),
    [data],
  )
  const markers = useMemo((): LineMarker[] => {
    const to = anomaly.ended_at ?? new Date(minute).toISOString()
    const own = {
      from: anomaly.started_at,
      to,
      label: `${anomaly.severity} ${anomaly.type}`,
      tone: 'destructive' as const,
    }
    const schema = (changes ?? []).map(({ at, kind, words }) => ({
      from: at,
      label: kind === 'schema' ? words : `Schema: ${words}`,
    }))
    return [own, ...schema, ...noted]
  }, [anomaly, minute, changes, noted])
  if (!data) {
    if (query.isError)
      return <ErrorState error={query.error} onRetry={() => query.refetch()} retrying={query.isFetching} />
    return <Skeleton className="h-full w-full" />
  }
  return (
    <LineChart
      label={`${subjectOf(anomaly)} around the anomaly`}
      series={series}
      stepMs={data.stepMs}
      unit={metric.data?.unit}
      band={band.data?.some(({ min }) => min !== null) ? band.data : undefined}
      markers={markers}
      partialFrom={data.partialFrom}
      from={data.from}
      to={data.to}
      timeZone={timeZone}
    />
  )
}
