'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { formatSpan } from '@/components/charts/format-time'
import { LineChart, type LineMarker } from '@/components/charts/line-chart'
import { useMinute, useTimeZone } from '@/components/layout/clock'
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from '@/components/ui/card'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { decompositionOptions } from '@/lib/anomalies/client'
import type { Anomaly } from '@/lib/anomalies/contract'
import type { Decomposition } from '@/lib/anomalies/explanation-contract'
import { metricOptions } from '@/lib/metrics/client'
import { decompositionSpan, filterOf } from './chart-window'

const parts = [
  { key: 'trend', name: 'Trend', about: 'the level' },
  { key: 'season', name: 'Season', about: 'what repeats' },
  { key: 'remainder', name: 'Remainder', about: 'what neither explains' },
] as const

type PartsProps = { data: Decomposition; stepMs: number; markers: LineMarker[]; unit: string }

function Parts({ data, stepMs, markers, unit }: PartsProps) {
  const timeZone = useTimeZone()
  const lines = useMemo(
    () =>
      parts.map((part, rank) => ({
        ...part,
        series: [
          {
            name: part.name,
            points: data.points.map((point) => ({ timestamp: point.timestamp, value: point[part.key] })),
            style: { color: `var(--chart-${rank + 1})`, dash: undefined },
          },
        ],
      })),
    [data],
  )
  return (
    <div className="grid gap-3">
      {lines.map(({ key, name, about, series }) => (
        <div key={key}>
          <h3 className="mb-1 text-xs">
            <span className="font-medium">{name}</span> <span className="text-muted-foreground">{about}</span>
          </h3>
          <LineChart
            label={name}
            series={series}
            stepMs={stepMs}
            height={118}
            axisWidth={56}
            unit={unit}
            markers={markers}
            timeZone={timeZone}
            syncId="decomposition"
            legend="off"
          />
        </div>
      ))}
    </div>
  )
}

/** The days around an anomaly in trend, season and remainder, under one time axis. */
export function DecompositionCard({ anomaly }: { anomaly: Anomaly }) {
  const minute = useMinute()
  const { from, to, stepMs } = decompositionSpan(anomaly, minute)
  const iso = (at: number) => new Date(at).toISOString()
  const question = { from: iso(from), to: iso(to), step: stepMs, filter: filterOf(anomaly) }
  const query = useQuery({
    ...decompositionOptions(anomaly.metric_name, question),
    placeholderData: (before) => before,
  })
  const unit = useQuery(metricOptions(anomaly.metric_name)).data?.unit ?? ''
  const markers = useMemo((): LineMarker[] => {
    const label = `${anomaly.severity} ${anomaly.type}`
    return [{ from: anomaly.started_at, to: anomaly.ended_at ?? iso(minute), label, tone: 'destructive' }]
  }, [anomaly, minute])
  const { data } = query
  return (
    <Card aria-label="Decomposition">
      <CardHeader className="flex-wrap">
        <CardTitle>Decomposition</CardTitle>
        <CardDescription>value = trend + season + remainder, every {formatSpan(stepMs)}</CardDescription>
      </CardHeader>
      <CardContent className="min-h-40">
        {data?.reason ? (
          <p className="text-[13px] text-muted-foreground">{data.reason}</p>
        ) : data ? (
          <Parts data={data} stepMs={stepMs} markers={markers} unit={unit} />
        ) : query.isError ? (
          <ErrorState error={query.error} onRetry={() => query.refetch()} retrying={query.isFetching} />
        ) : (
          <Skeleton className="h-96 w-full" />
        )}
      </CardContent>
    </Card>
  )
}
