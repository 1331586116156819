'use client'

import { useQueries, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { ShownRange } from '@/components/layout/use-time-range'
import { metricListOptions, metricRangeOptions } from '@/lib/metrics/client'
import { type Activity, eventMetrics, joinActivity } from './activity'

const mostTables = 40

/** The changes of each table over the time range. */
export function useActivity(range: ShownRange) {
  const list = useQuery(metricListOptions(eventMetrics))
  const metrics = (list.data?.metrics ?? [])
    .filter(({ name, field }) => field === null && name.endsWith('_events_total'))
    .slice(0, mostTables)
  const answers = useQueries({
    queries: metrics.map(({ name }) => metricRangeOptions(name, { points: 96 }, range)),
  })
  const failed = list.isError ? list : answers.find(({ isError, data }) => isError && !data)
  const known = answers.every(({ data }) => data) && list.data !== undefined
  const stamp = answers.map(({ dataUpdatedAt }) => dataUpdatedAt).join()
  const activity = useMemo((): Activity | undefined => {
    if (!known) return undefined
    return joinActivity(answers.flatMap(({ data }, index) => (data ? [{ table: metrics[index]!.table, data }] : [])))
  }, [known, stamp])
  const retry = () => Promise.all([list.refetch(), ...answers.map(({ refetch }) => refetch())])
  return { activity, error: failed?.error ?? null, retry }
}
