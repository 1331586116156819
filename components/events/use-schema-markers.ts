'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { LineMarker } from '@/components/charts/line-chart'
import { eventListOptions } from '@/lib/events/client'

const hour = 3_600_000
const none: LineMarker[] = []

/** The changes of schemas (DDL) in an interval, to be marked on a chart. */
export function useSchemaMarkers(from: string, to: string, enabled: boolean): LineMarker[] {
  const whole = (at: string, round: (hours: number) => number) =>
    new Date(round(Date.parse(at) / hour) * hour).toISOString()
  const query = useQuery({
    ...eventListOptions({ op: 'DDL', from: whole(from, Math.floor), to: whole(to, Math.ceil), limit: 50 }),
    enabled,
  })
  const events = enabled ? query.data?.events : undefined
  return useMemo(
    () =>
      events?.map(
        ({ table, timestamp }): LineMarker => ({
          from: timestamp,
          label: `Schema of ${table} changed`,
          tone: 'neutral',
        }),
      ) ?? none,
    [events],
  )
}
