'use client'

import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { formatMoment } from '@/components/charts/format-time'
import { useTimeZone } from '@/components/layout/clock'
import { presets } from '@/components/layout/time-range'
import { useSearch } from '@/components/layout/use-search'
import { useSearchText } from '@/components/layout/use-search-text'
import { Button } from '@/components/ui/button'
import { SearchInput } from '@/components/ui/search-input'
import { Segmented } from '@/components/ui/segmented'
import { Select } from '@/components/ui/select'
import { type Anomaly, anomalySeverities, anomalyTypes } from '@/lib/anomalies/contract'
import { statsOptions } from '@/lib/metrics/client'

const all = 'all'
const statuses = [
  { value: 'open', label: 'Open' },
  { value: 'acknowledged', label: 'Acknowledged' },
  { value: 'resolved', label: 'Resolved' },
  { value: all, label: 'All' },
] as const

type Choice = { name: 'severity' | 'type' | 'table' | 'metric' | 'range'; label: string; any: string }
type ChooseProps = Choice & { options: readonly { value: string; label: string }[] }

/** One filter of the address, or any. */
function Choose({ name, label, any, options }: ChooseProps) {
  const { search, change } = useSearch()
  const value = search.get(name) ?? all
  const known = value === all || options.some((option) => option.value === value)
  return (
    <Select
      label={label}
      value={value}
      options={[{ value: all, label: any }, ...(known ? [] : [{ value, label: value }]), ...options]}
      onChange={(next) => change({ [name]: next === all ? null : next })}
      className="max-sm:w-[calc(50%-0.25rem)]"
    />
  )
}

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

const asOptions = (values: readonly string[]) => values.map((value) => ({ value, label: value }))
const sorted = (values: Iterable<string>) => asOptions([...new Set(values)].sort())

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
      <Choose name="severity" label="Severity" any="Any severity" options={asOptions(anomalySeverities)} />
      <Choose name="type" label="Type" any="Any type" options={asOptions(anomalyTypes)} />
      <Choose
        name="table"
        label="Table"
        any="All tables"
        options={sorted((stats.data?.tables ?? []).map(({ table }) => table))}
      />
      <Choose
        name="metric"
        label="Metric"
        any="All metrics"
        options={sorted(anomalies.map(({ metric_name }) => metric_name))}
      />
      <Choose name="range" label="Started" any="Any time" options={presets} />
      <Between />
    </div>
  )
}
