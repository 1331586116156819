'use client'

import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useSearch } from '@/components/layout/use-search'
import { Button } from '@/components/ui/button'
import { Segmented } from '@/components/ui/segmented'
import { Select } from '@/components/ui/select'
import { anomalySeverities } from '@/lib/anomalies/contract'
import { statsOptions } from '@/lib/metrics/client'

const all = 'all'
const statuses = [
  { value: 'open', label: 'Open' },
  { value: 'acknowledged', label: 'Acknowledged' },
  { value: 'resolved', label: 'Resolved' },
  { value: all, label: 'All' },
] as const

/** Which anomalies are listed; all of it is in the address. */
export function AnomalyFilters() {
  const { search, change } = useSearch()
  const stats = useQuery(statsOptions())
  const tables = [...new Set(stats.data?.tables.map(({ table }) => table))].sort()
  const metric = search.get('metric')
  const status = statuses.find(({ value }) => value === search.get('status'))?.value ?? 'open'
  return (
    <div className="flex flex-wrap items-center gap-2 border-b p-3">
      <Segmented
        label="Status"
        value={status}
        options={statuses}
        onChange={(next) => change({ status: next === 'open' ? null : next })}
      />
      <Select
        label="Severity"
        value={search.get('severity') ?? all}
        options={[
          { value: all, label: 'Any severity' },
          ...anomalySeverities.map((one) => ({ value: one, label: one })),
        ]}
        onChange={(severity) => change({ severity: severity === all ? null : severity })}
      />
      <Select
        label="Table"
        value={search.get('table') ?? all}
        options={[{ value: all, label: 'All tables' }, ...tables.map((table) => ({ value: table, label: table }))]}
        onChange={(table) => change({ table: table === all ? null : table })}
      />
      {metric ? (
        <Button size="sm" onClick={() => change({ metric: null })} aria-label={`Only ${metric}. Show all metrics`}>
          <span className="max-w-60 truncate font-mono text-xs">{metric}</span>
          <X aria-hidden />
        </Button>
      ) : null}
    </div>
  )
}
