'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { formatCompact } from '@/components/charts/format'
import { LineChart, type LineMarker } from '@/components/charts/line-chart'
import { useMinute, useTimeZone } from '@/components/layout/clock'
import { useNoteMarkers } from '@/components/notes/use-note-markers'
import { Card, CardActions, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { alertRuleOptions } from '@/lib/alerts/client'
import type { AlertRule } from '@/lib/alerts/contract'
import type { Alert } from '@/lib/alerts/incident-contract'
import { metricOptions, rangeOptions } from '@/lib/metrics/client'
import { alertFilter, alertWindow } from './alert-window'

type ChartProps = { alert: Alert; rule: AlertRule | undefined }

const described = new Set(['table', 'schema'])

function Chart({ alert, rule }: ChartProps) {
  const timeZone = useTimeZone()
  const minute = useMinute()
  const measures = rule?.kind === 'metric' ? rule : undefined
  const { window, stepMs, isExact } = alertWindow(alert, measures?.window ?? '5m', minute, timeZone)
  const named = measures?.metric ?? alert.metric
  const groupBy = measures?.group_by ?? Object.keys(alert.labels).filter((name) => !described.has(name))
  const metric = useQuery({ ...metricOptions(named ?? ''), enabled: Boolean(named) })
  const query = useQuery(
    rangeOptions(
      {
        stepMs,
        ...(named ? { metric: named } : { expr: measures?.expr ?? '' }),
        ...(measures?.aggregation ? { aggregation: measures.aggregation } : {}),
        filter: alertFilter(alert.labels, measures?.filter ?? null, groupBy),
      },
      window,
    ),
  )
  const { data } = query
  const noted = useNoteMarkers({ from: data?.from, to: data?.to, table: alert.table ?? undefined })
  const series = useMemo(
    () =>
      (data?.range.series ?? [])
        .slice(0, 1)
        .map((one) => ({ name: named ?? measures?.expr ?? 'value', points: one.data_points })),
    [data, named, measures?.expr],
  )
  const markers = useMemo(
    (): LineMarker[] => [
      {
        from: new Date(Math.floor(Date.parse(alert.started_at) / stepMs) * stepMs).toISOString(),
        to: alert.resolved_at ?? new Date(minute).toISOString(),
        label: 'firing',
        tone: alert.status === 'resolved' ? 'warning' : 'destructive',
      },
      ...noted,
    ],
    [alert, minute, noted, stepMs],
  )
  if (!data) {
    return query.isError ? (
      <ErrorState error={query.error} onRetry={() => query.refetch()} retrying={query.isFetching} />
    ) : (
      <Skeleton className="h-full w-full" />
    )
  }
  const { threshold } = alert
  return (
    <LineChart
      label={`${named ?? 'The formula'} around the alert`}
      series={series}
      stepMs={data.stepMs}
      unit={metric.data?.unit}
      limits={
        threshold !== null && isExact
          ? [{ value: threshold, tone: 'bad', label: `threshold ${formatCompact(threshold)}` }]
          : []
      }
      markers={markers}
      partialFrom={data.partialFrom}
      from={data.from}
      to={data.to}
      timeZone={timeZone}
      legend="off"
    />
  )
}

/** The metric around an alert with the threshold and the time that it fired; nothing where it is about none. */
export function AlertChartCard({ alert }: { alert: Alert }) {
  const rule = useQuery({ ...alertRuleOptions(alert.rule_id ?? ''), enabled: alert.rule_id !== null, retry: false })
  const isKnown = alert.rule_id === null || !rule.isPending
  const isMeasured = alert.metric !== null || (rule.data?.kind === 'metric' && rule.data.expr !== null)
  if (isKnown && !isMeasured) return null
  return (
    <Card aria-label="Chart" className="mb-4">
      <CardHeader>
        <CardTitle>What happened</CardTitle>
        {rule.data?.kind === 'metric' ? (
          <CardActions className="shrink truncate text-muted-foreground text-xs max-sm:hidden">
            {rule.data.condition}
          </CardActions>
        ) : null}
      </CardHeader>
      <CardContent className="h-72">
        {isKnown ? <Chart alert={alert} rule={rule.data} /> : <Skeleton className="h-full w-full" />}
      </CardContent>
    </Card>
  )
}
