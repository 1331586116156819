'use client'

import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { formatMoment } from '@/components/charts/format-time'
import { useTimeZone } from '@/components/layout/clock'
import { useSearch } from '@/components/layout/use-search'
import { Button } from '@/components/ui/button'
import { SearchInput } from '@/components/ui/search-input'
import { Select } from '@/components/ui/select'
import { useDebounced } from '@/components/ui/use-debounced'
import { eventTypes } from '@/lib/events/contract'
import { statsOptions } from '@/lib/metrics/client'
import { readEventSearch } from './event-search'

const all = 'all'

/** Which events are listed and followed; all of it is in the address. */
export function EventFilters() {
  const { search, change } = useSearch()
  const { table, schema, op, q = '', from, to } = readEventSearch(search)
  const timeZone = useTimeZone()
  const stats = useQuery(statsOptions())
  const tables = [...new Set([...(stats.data?.tables.map((one) => one.table) ?? []), ...(table ? [table] : [])])].sort()
  const [typed, setTyped] = useState(q)
  const settled = useDebounced(typed, 300)
  useEffect(() => {
    if (settled !== (new URLSearchParams(window.location.search).get('q') ?? ''))
      change({ q: settled }, { replace: true })
  }, [settled, change])
  useEffect(() => setTyped(q), [q])
  return (
    <>
      <SearchInput
        label="Search ids and values"
        className="min-w-52 flex-1 max-sm:basis-full"
        value={typed}
        maxLength={200}
        onChange={(event) => setTyped(event.target.value)}
      />
      <Select
        label="Table"
        value={table ?? all}
        options={[{ value: all, label: 'All tables' }, ...tables.map((one) => ({ value: one, label: one }))]}
        onChange={(next) => change({ table: next === all ? null : next, schema: null })}
      />
      <Select
        label="Operation"
        value={op ?? all}
        options={[{ value: all, label: 'All operations' }, ...eventTypes.map((one) => ({ value: one, label: one }))]}
        onChange={(next) => change({ op: next === all ? null : next })}
      />
      {from && to ? (
        <Button onClick={() => change({ from: null, to: null })} aria-label="Only one interval. Follow all events">
          <span className="tabular">
            {formatMoment(from, timeZone)} – {formatMoment(to, timeZone)}
          </span>
          <X aria-hidden />
        </Button>
      ) : null}
      {schema ? (
        <Button onClick={() => change({ schema: null })} aria-label={`Only schema ${schema}. Show all schemas`}>
          <span className="max-w-40 truncate font-mono text-xs">{schema}</span>
          <X aria-hidden />
        </Button>
      ) : null}
    </>
  )
}
