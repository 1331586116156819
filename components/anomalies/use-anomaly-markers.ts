'use client'

import { useQueries, useQuery } from '@tanstack/react-query'
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

/** So many of an interval come in one answer, which all charts of a board share. */
const mostTogether = 200

/** The anomalies of these metrics in an interval, to be marked on a chart; none where there are no metrics. */
export function useAnomalyMarkers(metrics: readonly string[], from: string, to: string): LineMarker[] {
  const together = useQuery({
    ...anomalyListOptions({ from, to, limit: mostTogether }),
    enabled: metrics.length > 0,
  }).data
  const queries = together?.next_cursor
    ? metrics.map((metric) => anomalyListOptions({ metric, from, to, limit: 50 }))
    : []
  const apart = useQueries({ queries, combine: (all) => all.flatMap(({ data }) => data?.anomalies ?? []) })
  return useMemo(() => {
    const found = together?.next_cursor ? apart : (together?.anomalies ?? [])
    return found.filter(({ metric_name }) => metrics.includes(metric_name)).map((one) => toMarker(one, to))
  }, [together, apart, metrics, to])
}
