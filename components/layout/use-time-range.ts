'use client'

import { useMemo } from 'react'
import { isZone } from '@/lib/metrics/zone'

import { useTimeZone } from './clock'
import { readTimeRange, type TimeRange, timeRangeParams } from './time-range'
import { useSearch } from './use-search'

export type ShownRange = TimeRange & { timeZone: string }

/** The time range in the address (`fallback` where there is none) in the zone of the address (`tz`), else of its reader, and how to change it. */
export function useTimeRange(fallback = '24h'): [ShownRange, (range: TimeRange) => void] {
  const { search, change } = useSearch()
  const local = useTimeZone()
  const asked = search.get('tz')
  const timeZone = asked && isZone(asked) ? asked : local
  const [from, to, range] = [search.get('from'), search.get('to'), search.get('range')]
  const shown = useMemo(() => {
    const params = new URLSearchParams(Object.entries({ from, to, range }).flatMap(([k, v]) => (v ? [[k, v]] : [])))
    return { ...readTimeRange(params, fallback, timeZone), timeZone }
  }, [from, to, range, fallback, timeZone])
  return [shown, (next) => change(timeRangeParams(next, fallback))]
}
