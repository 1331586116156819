'use client'

import { useQuery } from '@tanstack/react-query'
import { Sparkline } from '@/components/charts/sparkline'
import { useMinute, useTimeZone } from '@/components/layout/clock'
import { Skeleton } from '@/components/ui/skeleton'
import { useInView } from '@/components/ui/use-in-view'
import type { Anomaly } from '@/lib/anomalies/contract'
import { metricRangeOptions } from '@/lib/metrics/client'
import { filterOf } from './chart-window'
import { sparkWindow } from './spark-window'

/** The values around an anomaly, which is marked; asked for once it is on the screen, with those of the other lines. */
export function AnomalySpark({ anomaly }: { anomaly: Anomaly }) {
  const [ref, seen] = useInView<HTMLDivElement>()
  const timeZone = useTimeZone()
  const { window, stepMs, mark } = sparkWindow(anomaly, useMinute(), timeZone)
  const filter = filterOf(anomaly)
  const question = { stepMs, ...(filter ? { filter } : {}) }
  const shape = useQuery({ ...metricRangeOptions(anomaly.metric_name, question, window), enabled: seen })
  const points = shape.data?.range.series[0]?.data_points
  return (
    <div ref={ref} className="flex h-7 w-full items-center">
      {points ? (
        <Sparkline points={points} mark={mark} />
      ) : shape.isError ? (
        <span className="text-muted-foreground text-xs" title={shape.error.message}>
          –
        </span>
      ) : (
        <Skeleton className="h-1 w-full" />
      )}
    </div>
  )
}
