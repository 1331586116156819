'use client'

import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { formatMoment } from '@/components/charts/format-time'
import { AddressFilter, asOptions, sortedOptions } from '@/components/layout/address-filter'
import { useTimeZone } from '@/components/layout/clock'
import { presets } from '@/components/layout/time-range'
import { useSearch } from '@/components/layout/use-search'
import { useSearchText } from '@/components/layout/use-search-text'
import { Button } from '@/components/ui/button'
import { SearchInput } from '@/components/ui/search-input'
import { Segmented } from '@/components/ui/segmented'
import { type Anomaly, anomalySeverities, anomalyTypes } from '@/lib/anomalies/contract'
import { statsOptions } from '@/lib/metrics/client'

const all = 'all'
const statuses = [
  { value: 'open', label: 'Open' },
  { value: 'acknowledged', label: 'Acknowledged' },
  { value: 'resolved', label: 'Resolved' },
  { value: all, label: 'All' },
] as const

function Between() {
  const { search, change } = useSearch()
  const timeZone = useTimeZone()
  const shown = (name: string) => {
    const at = Date.parse(search.get(name) ?? '')
    return Number.isNaN(at) ? '' : formatMoment(at, timeZone)
  }
  const [from, to] = [shown('from'), shown('to')]
  if (!from && !to) return null
  const text = `${from || 'the beginning'} – ${to || 'now'}`
  return (
    <Button size="sm" onClick={() => change({ from: null, to: null })} aria-label={`Only ${text}. Show any time`}>
      {text}
      <X aria-hidden />
    </Button>
  )
}

/** Which anomalies are listed; all of it is in the address. */
export function AnomalyFilters({ anomalies }: { anomalies: Anomaly[] }) {
  const { search, change } = useSearch()
  const stats = useQuery(statsOptions())
  const text = useSearchText()
  const status = statuses.find(({ value }) => value === search.get('status'))?.value ?? 'open'
  return (
    <div className="flex flex-wrap items-center gap-2 border-b p-3">
      <Segmented
        label="Status"
        value={status}
        options={statuses}
        onChange={(next) => change({ status: next === 'open' ? null : next })}
      />
      <SearchInput
        label="Search anomalies"
        className="min-w-44 flex-1 max-sm:basis-full"
        maxLength={200}
        {...text}
        onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
      />
      <AddressFilter name="severity" label="Severity" any="Any severity" options={asOptions(anomalySeverities)} />
      <AddressFilter name="type" label="Type" any="Any type" options={asOptions(anomalyTypes)} />
      <AddressFilter
        name="table"
        label="Table"
        any="All tables"
        options={sortedOptions((stats.data?.tables ?? []).map(({ table }) => table))}
      />
      <AddressFilter
        name="metric"
        label="Metric"
        any="All metrics"
        options={sortedOptions(anomalies.map(({ metric_name }) => metric_name))}
      />
      <AddressFilter name="range" label="Started" any="Any time" options={presets} />
      <Between />
    </div>
  )
}
