'use client'

import { useEffect, useState } from 'react'
import { useSearch } from '@/components/layout/use-search'
import { SearchInput } from '@/components/ui/search-input'
import { Select } from '@/components/ui/select'
import { useDebounced } from '@/components/ui/use-debounced'
import { metricTypes } from '@/lib/metrics/contract'

const all = 'all'
const label = (type: string) => type.charAt(0).toUpperCase() + type.slice(1)

/** What is looked for among the metrics; all of it is in the address. */
export function MetricFilters({ tables }: { tables: readonly string[] }) {
  const { search, change } = useSearch()
  const inAddress = search.get('q') ?? ''
  const [typed, setTyped] = useState(inAddress)
  const settled = useDebounced(typed)
  useEffect(() => {
    if (settled !== (new URLSearchParams(window.location.search).get('q') ?? ''))
      change({ q: settled }, { replace: true })
  }, [settled, change])
  useEffect(() => setTyped(inAddress), [inAddress])
  return (
    <div className="flex flex-wrap gap-2 border-b p-3">
      <SearchInput
        label="Search metrics"
        className="min-w-52 flex-1 max-sm:basis-full"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <Select
        label="Table"
        value={search.get('table') ?? all}
        options={[{ value: all, label: 'All tables' }, ...tables.map((table) => ({ value: table, label: table }))]}
        onChange={(table) => change({ table: table === all ? null : table })}
      />
      <Select
        label="Type"
        value={search.get('type') ?? all}
        options={[
          { value: all, label: 'All types' },
          ...metricTypes.map((type) => ({ value: type, label: label(type) })),
        ]}
        onChange={(type) => change({ type: type === all ? null : type })}
      />
    </div>
  )
}
