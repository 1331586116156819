'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { LineChart, type LineMarker } from '@/components/charts/line-chart'
import { useTimeZone } from '@/components/layout/clock'
import { Moment } from '@/components/layout/time-ago'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Select } from '@/components/ui/select'
import { Skeleton } from '@/components/ui/skeleton'
import { backtestOptions } from '@/lib/anomalies/client'
import type { Backtest, DetectionInput, Raised } from '@/lib/anomalies/detection-contract'
import { metricRangeOptions } from '@/lib/metrics/client'
import { deviationOf, subjectOf } from './anomaly-words'
import { SeverityBadge } from './severity'

const spans = [
  { value: '7', label: '7 days' },
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
] as const
const shownAtFirst = 5

function BacktestChart({ metric, unit, result }: { metric: string; unit: string; result: Backtest }) {
  const timeZone = useTimeZone()
  const { from, to, proposed } = result
  const window = useMemo(
    () => ({
      name: `backtest ${from}/${to}`,
      timeZone,
      resolve: () => ({ from: Date.parse(from), to: Date.parse(to) }),
    }),
    [from, to, timeZone],
  )
  const { data } = useQuery(metricRangeOptions(metric, { points: 240 }, window))
  const series = useMemo(
    () => (data?.range.series ?? []).slice(0, 1).map((one) => ({ name: one.metric, points: one.data_points })),
    [data],
  )
  const markers = useMemo(
    () =>
      proposed.anomalies.map(
        (one): LineMarker => ({
          from: one.started_at,
          to: one.ended_at ?? to,
          label: `${one.severity} ${one.type}`,
          tone: 'destructive',
        }),
      ),
    [proposed, to],
  )
  if (!data) return <Skeleton className="h-full w-full" />
  return (
    <LineChart
      label={`${metric}: what would have been raised`}
      series={series}
      stepMs={data.stepMs}
      unit={unit}
      markers={markers}
      partialFrom={data.partialFrom}
      from={data.from}
      to={data.to}
      timeZone={timeZone}
    />
  )
}

function RaisedItem({ metric, raised }: { metric: string; raised: Raised }) {
  const own = Object.keys(raised.labels).some((name) => name !== 'table' && name !== 'schema')
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 py-1.5 text-xs">
      <SeverityBadge anomaly={raised} />
      <Moment at={raised.started_at} className="text-muted-foreground" />
      <span className="min-w-0 [overflow-wrap:anywhere]">
        {own ? `${subjectOf({ metric_name: metric, labels: raised.labels })}: ` : ''}
        {deviationOf(raised)}
      </span>
    </li>
  )
}

type BacktestProps = { metric: string; unit: string; settings: DetectionInput; stale: boolean }

/** What settings would have raised, listed and drawn, beside what those that are saved would have. */
export function DetectionBacktest({ metric, unit, settings, stale }: BacktestProps) {
  const [days, setDays] = useState<'7' | '30' | '90'>('30')
  const [all, setAll] = useState(false)
  const query = useQuery(backtestOptions(metric, { settings, days: Number(days) }))
  const { data } = query
  const busy = query.isFetching || stale
  const { anomalies = [], count = 0 } = data?.proposed ?? {}
  const difference = data ? count - data.current.count : 0
  return (
    <section aria-label="Backtest" className="grid min-w-0 gap-3 rounded-md border p-3">
      <div className="flex flex-wrap items-center gap-2">
        <p className="min-w-0 flex-1 basis-52 text-[13px]" aria-live="polite">
          {data && !query.isError ? (
            <>
              Would have raised <strong className="font-semibold">{count}</strong> in the last {data.days} days
              <span className="text-muted-foreground">
                {difference === 0 ? ', as the saved settings' : `; the saved settings ${data.current.count}`}
              </span>
            </>
          ) : query.isError ? (
            <span className="text-destructive">{query.error.message}</span>
          ) : (
            'Looking back…'
          )}
        </p>
        <Select label="Look back" value={days} options={spans} onChange={setDays} />
      </div>
      {data ? (
        <div className={cn('grid min-w-0 gap-2 transition-opacity', busy && 'opacity-60')}>
          <div className="h-48 min-w-0">
            <BacktestChart metric={metric} unit={unit} result={data} />
          </div>
          {anomalies.length > 0 ? (
            <ul aria-label="Would have been raised" className="divide-y">
              {(all ? anomalies : anomalies.slice(0, shownAtFirst)).map((one) => (
                <RaisedItem key={`${one.started_at} ${JSON.stringify(one.labels)}`} metric={metric} raised={one} />
              ))}
            </ul>
          ) : null}
          {anomalies.length > shownAtFirst ? (
            <Button size="sm" variant="ghost" className="w-fit" onClick={() => setAll(!all)} aria-expanded={all}>
              {all ? 'Show fewer' : `Show all ${anomalies.length}`}
            </Button>
          ) : null}
        </div>
      ) : query.isError ? null : (
        <Skeleton className="h-48 w-full" />
      )}
    </section>
  )
}
