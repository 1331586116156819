'use client'

import { useSearch } from '@/components/layout/use-search'
import { useSearchText } from '@/components/layout/use-search-text'
import { SearchInput } from '@/components/ui/search-input'
import { Select } from '@/components/ui/select'
import { metricTypes } from '@/lib/metrics/contract'

const all = 'all'
const label = (type: string) => type.charAt(0).toUpperCase() + type.slice(1)

/** What is looked for among the metrics; all of it is in the address. */
export function MetricFilters({ tables }: { tables: readonly string[] }) {
  const { search, change } = useSearch()
  const text = useSearchText()
  return (
    <div className="flex flex-wrap gap-2 border-b p-3">
      <SearchInput label="Search metrics" className="min-w-52 flex-1 max-sm:basis-full" {...text} />
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
