'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { LineChart } from '@/components/charts/line-chart'
import { useTimeZone } from '@/components/layout/clock'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { metricRangeOptions } from '@/lib/metrics/client'

const hourMs = 3_600_000
const mostMs = 30 * 24 * hourMs

type Props = { name: string; from: string; to: string; threshold?: number }

/** The share of rows that met a rule, from well before `from` to well after `to`, which are marked. */
export function RuleChart({ name, from, to }: Props) {
  const timeZone = useTimeZone()
  const range = useMemo(() => {
    const [start, end] = [Date.parse(from), Date.parse(to)]
    const around = Math.min(mostMs, Math.max(6 * hourMs, end - start))
    return {
      name: `${from} ${to}`,
      timeZone,
      resolve: (now: number) => ({ from: start - around, to: Math.min(Math.max(now, end), end + around) }),
    }
  }, [from, to, timeZone])
  const query = useQuery(metricRangeOptions(`dq_${name}_pass_rate`, {}, range))
  const { data } = query
  const series = useMemo(
    () => (data?.range.series ?? []).map((one) => ({ name: 'Passed', points: one.data_points })),
    [data],
  )
  if (!data) {
    return query.isError ? (
      <ErrorState error={query.error} onRetry={() => query.refetch()} retrying={query.isFetching} />
    ) : (
      <Skeleton className="mx-4 mb-4 h-44" />
    )
  }
  return (
    <div className="px-2 pb-3">
      <LineChart
        label="Share of rows that passed"
        series={series}
        stepMs={data.stepMs}
        height={176}
        unit="percent"
        markers={[{ from, to, label: 'broken', tone: 'destructive' }]}
        partialFrom={data.partialFrom}
        from={data.from}
        to={data.to}
        timeZone={timeZone}
        legend="off"
      />
    </div>
  )
}
