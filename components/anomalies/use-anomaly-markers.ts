'use client'

import { useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { LineMarker } from '@/components/charts/line-chart'
import { anomalyListOptions } from '@/lib/anomalies/client'
import type { Anomaly } from '@/lib/anomalies/contract'

export const anomalyPath = (id: string) => `/anomalies/${id}`

const toMarker = (
  { id, started_at, ended_at, severity, type, status, metric_name }: Anomaly,
  to: string,
): LineMarker => ({
  from: started_at,
  to: ended_at ?? to,
  label: `${severity} ${type} of ${metric_name}`,
  tone: status === 'open' ? 'destructive' : 'warning',
  href: anomalyPath(id),
})

/** The anomalies of these metrics in an interval, to be marked on a chart; none where there are no metrics. */
export function useAnomalyMarkers(metrics: readonly string[], from: string, to: string): LineMarker[] {
  const queries = metrics.map((metric) => anomalyListOptions({ metric, from, to, limit: 50 }))
  const lists = useQueries({ queries, combine: (all) => all.flatMap(({ data }) => data?.anomalies ?? []) })
  return useMemo(() => lists.map((one) => toMarker(one, to)), [lists, to])
}
