'use client'

import { useSearchParams } from 'next/navigation'
import { useCallback, useMemo } from 'react'
import { useTimeZone } from '@/components/layout/clock'
import type { TimeRange } from '@/components/layout/time-range'
import { timeRangeParams } from '@/components/layout/time-range'
import { type ShownRange, useTimeRange } from '@/components/layout/use-time-range'
import { type ExploreQuery, type ExploreView, nextRef, readExplore, writeExplore } from './explore-view'

type Options = { replace?: boolean }
export type Explore = {
  view: ExploreView
  range: ShownRange
  localZone: string
  change: (edit: (view: ExploreView) => ExploreView, options?: Options) => void
  patch: (patch: Partial<ExploreView>, options?: Options) => void
  patchQuery: (ref: string, patch: Partial<ExploreQuery>, options?: Options) => void
  add: (query: Omit<ExploreQuery, 'ref'>) => void
  remove: (ref: string) => void
  duplicate: (ref: string) => void
  setRange: (range: TimeRange) => void
}

/** What the list of metrics is searched by has no meaning beside a chart. */
const listParams = ['q', 'table', 'type']

function visit(search: URLSearchParams, { replace = false }: Options = {}) {
  const url = search.size > 0 ? `${window.location.pathname}?${search}` : window.location.pathname
  if (url === `${window.location.pathname}${window.location.search}`) return
  if (replace) window.history.replaceState(null, '', url)
  else window.history.pushState(null, '', url)
}

/** The explorer's state, all of it in the address: each change is a step that the browser can go back on. */
export function useExplore(): Explore {
  const search = useSearchParams()
  const view = useMemo(() => readExplore(search), [search])
  const [local] = useTimeRange()
  const localZone = useTimeZone()
  const range = useMemo(() => ({ ...local, timeZone: view.timeZone ?? local.timeZone }), [local, view.timeZone])

  const change = useCallback((edit: (view: ExploreView) => ExploreView, options?: Options) => {
    const now = new URLSearchParams(window.location.search)
    const next = edit(readExplore(now))
    if (next.queries.length > 0) for (const name of listParams) now.delete(name)
    visit(writeExplore(next, now), options)
  }, [])

  const actions = useMemo(() => {
    const patchQuery = (ref: string, patch: Partial<ExploreQuery>, options?: Options) =>
      change(
        (was) => ({ ...was, queries: was.queries.map((one) => (one.ref === ref ? { ...one, ...patch } : one)) }),
        options,
      )
    const add = (query: Omit<ExploreQuery, 'ref'>) =>
      change((was) => {
        const ref = nextRef(was.queries)
        return ref === null ? was : { ...was, queries: [...was.queries, { ...query, ref }] }
      })
    return {
      patchQuery,
      add,
      patch: (patch: Partial<ExploreView>, options?: Options) => change((was) => ({ ...was, ...patch }), options),
      remove: (ref: string) => change((was) => ({ ...was, queries: was.queries.filter((query) => query.ref !== ref) })),
      duplicate: (ref: string) =>
        change((was) => {
          const [query, free] = [was.queries.find((one) => one.ref === ref), nextRef(was.queries)]
          return query && free ? { ...was, queries: [...was.queries, { ...query, ref: free }] } : was
        }),
      setRange: (next: TimeRange) => {
        const now = new URLSearchParams(window.location.search)
        for (const [name, value] of Object.entries(timeRangeParams(next))) {
          if (value) now.set(name, value)
          else now.delete(name)
        }
        visit(now)
      },
    }
  }, [change])

  return { view, range, localZone, change, ...actions }
}
