'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect } from 'react'
import { everything, touches } from './change'
import { useLive } from './live-updates'
import { type Refresh, readRefresh, refreshMs } from './refresh'
import { useSearch } from './use-search'

/** Asks again for all that the page shows. */
export function useRefreshNow() {
  const client = useQueryClient()
  return useCallback(
    () => client.invalidateQueries({ predicate: ({ queryKey }) => touches(everything, queryKey) }),
    [client],
  )
}

/** How often the page asks again, as its address says; one that does not follow live lets go of the stream. */
export function useRefresh() {
  const { search, change } = useSearch()
  const { setPaused } = useLive()
  const refresh = readRefresh(search.get('refresh'))
  const now = useRefreshNow()
  useEffect(() => {
    if (refresh === 'live') return
    setPaused(true)
    const every = refreshMs(refresh)
    const ask = () => document.visibilityState === 'visible' && void now()
    const timer = every === null ? undefined : setInterval(ask, every)
    return () => {
      clearInterval(timer)
      setPaused(false)
    }
  }, [refresh, now, setPaused])
  const setRefresh = (next: Refresh) => change({ refresh: next === 'live' ? null : next })
  return { refresh, setRefresh, now }
}
