'use client'

import { useQuery } from '@tanstack/react-query'
import { ListFilter } from 'lucide-react'
import { useId, useState } from 'react'
import { AddressFilter, asOptions, type FilterOption, sortedOptions } from '@/components/layout/address-filter'
import { useSearch } from '@/components/layout/use-search'
import { useSearchText } from '@/components/layout/use-search-text'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { SearchInput } from '@/components/ui/search-input'
import { Segmented } from '@/components/ui/segmented'
import { useMe } from '@/lib/access/client'
import { ruleKinds, severities } from '@/lib/alerts/contract'
import type { Alert } from '@/lib/alerts/incident-contract'
import { statsOptions } from '@/lib/metrics/client'
import { noFilters, readView } from './alert-search'
import { kindNames } from './alert-words'

const all = 'all'
const shownViews = [
  { value: 'open', label: 'Open' },
  { value: 'acknowledged', label: 'Acknowledged' },
  { value: 'hushed', label: 'Hushed', title: 'Hushed: snoozed, silenced, held back or flapping' },
  { value: 'resolved', label: 'Resolved' },
  { value: all, label: 'All' },
] as const

export const kindOptions: FilterOption[] = ruleKinds.map((value) => ({ value, label: kindNames[value] }))

/** Which alerts are listed; all of it is in the address. */
export function AlertFilters({ alerts }: { alerts: Alert[] }) {
  const { search, change } = useSearch()
  const text = useSearchText()
  const stats = useQuery(statsOptions())
  const me = useMe()
  const [isOpen, setOpen] = useState(false)
  const filters = useId()
  const isNarrowed = Object.keys(noFilters).some((name) => name !== 'q' && search.get(name))
  const people = sortedOptions([...alerts.map(({ assignee }) => assignee), me ?? null])
  return (
    <div className="flex flex-wrap items-center gap-2 border-b p-3">
      <Segmented
        label="Status"
        value={readView(search)}
        options={shownViews}
        onChange={(next) => change({ status: next === 'open' ? null : next })}
        className="max-w-full overflow-x-auto"
      />
      <SearchInput
        label="Search alerts"
        className="min-w-36 flex-1"
        maxLength={200}
        {...text}
        onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
      />
      <Button
        className="sm:hidden"
        aria-expanded={isOpen || isNarrowed}
        aria-controls={filters}
        onClick={() => setOpen(!isOpen)}
      >
        <ListFilter aria-hidden />
        Filters
      </Button>
      <div id={filters} className={cn('flex basis-full flex-wrap gap-2', !isOpen && !isNarrowed && 'max-sm:hidden')}>
        <AddressFilter name="severity" label="Severity" any="Any severity" options={asOptions(severities)} />
        <AddressFilter name="kind" label="Kind" any="Any kind" options={kindOptions} />
        <AddressFilter
          name="rule"
          label="Rule"
          any="All rules"
          options={sortedOptions(alerts.map(({ rule_name }) => rule_name))}
        />
        <AddressFilter
          name="table"
          label="Table"
          any="All tables"
          options={sortedOptions((stats.data?.tables ?? []).map(({ table }) => table))}
        />
        <AddressFilter
          name="owner"
          label="Owner"
          any="Any owner"
          options={sortedOptions(alerts.map(({ owner }) => owner))}
        />
        <AddressFilter
          name="assignee"
          label="Assignee"
          any="Anyone's"
          options={people.map(({ value }) => ({ value, label: value === me ? `${value} (me)` : value }))}
        />
      </div>
    </div>
  )
}
