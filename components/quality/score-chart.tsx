'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { LineChart } from '@/components/charts/line-chart'
import { useTimeZone } from '@/components/layout/clock'
import { Card, CardHeader, CardTitle } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { metricRangeOptions } from '@/lib/metrics/client'
import { scoreMetricOf } from '@/lib/quality/words'

const dayMs = 86_400_000
const days = 7
const question = { stepMs: dayMs / 24 }

/** The score of the last week, of one table or of all. */
export function ScoreChart({ table = '' }: { table?: string }) {
  const timeZone = useTimeZone()
  const range = useMemo(
    () => ({ name: 'a week', timeZone, resolve: (now: number) => ({ from: now - days * dayMs, to: now }) }),
    [timeZone],
  )
  const { data, isError } = useQuery(metricRangeOptions(scoreMetricOf(table), question, range))
  const series = useMemo(
    () => (data?.range.series ?? []).map((one) => ({ name: 'Score', points: one.data_points })),
    [data],
  )
  if (isError) return null
  return (
    <Card aria-label="Score over time" className="pb-2">
      <CardHeader>
        <CardTitle>Score, by the hour</CardTitle>
      </CardHeader>
      {data ? (
        <LineChart
          label="Score of quality over time"
          series={series}
          stepMs={data.stepMs}
          height={180}
          unit="percent"
          partialFrom={data.partialFrom}
          from={data.from}
          to={data.to}
          timeZone={timeZone}
          legend="off"
        />
      ) : (
        <Skeleton className="mx-4 mb-2 h-44" />
      )}
    </Card>
  )
}
