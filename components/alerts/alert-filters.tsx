'use client'

import { useQuery } from '@tanstack/react-query'
import { ListFilter } from 'lucide-react'
import { useId, useState } from 'react'
import { useSearch } from '@/components/layout/use-search'
import { useSearchText } from '@/components/layout/use-search-text'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { SearchInput } from '@/components/ui/search-input'
import { Segmented } from '@/components/ui/segmented'
import { Select } from '@/components/ui/select'
import { viewerOptions } from '@/lib/access/client'
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

type Option = { value: string; label: string }
type ChooseProps = { name: string; label: string; any: string; options: readonly Option[] }

/** One filter of the address, or any. */
export function Choose({ name, label, any, options }: ChooseProps) {
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

export const asOptions = (values: readonly string[]): Option[] => values.map((value) => ({ value, label: value }))
export const sorted = (values: Iterable<string | null>) =>
  asOptions([...new Set(values)].flatMap((value) => (value ? [value] : [])).sort())
export const kindOptions: Option[] = ruleKinds.map((value) => ({ value, label: kindNames[value] }))

/** Which alerts are listed; all of it is in the address. */
export function AlertFilters({ alerts }: { alerts: Alert[] }) {
  const { search, change } = useSearch()
  const text = useSearchText()
  const stats = useQuery(statsOptions())
  const me = useQuery(viewerOptions()).data?.name
  const [isOpen, setOpen] = useState(false)
  const filters = useId()
  const isNarrowed = Object.keys(noFilters).some((name) => name !== 'q' && search.get(name))
  const people = sorted([...alerts.map(({ assignee }) => assignee), me ?? null])
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
        <Choose name="severity" label="Severity" any="Any severity" options={asOptions(severities)} />
        <Choose name="kind" label="Kind" any="Any kind" options={kindOptions} />
        <Choose name="rule" label="Rule" any="All rules" options={sorted(alerts.map(({ rule_name }) => rule_name))} />
        <Choose
          name="table"
          label="Table"
          any="All tables"
          options={sorted((stats.data?.tables ?? []).map(({ table }) => table))}
        />
        <Choose name="owner" label="Owner" any="Any owner" options={sorted(alerts.map(({ owner }) => owner))} />
        <Choose
          name="assignee"
          label="Assignee"
          any="Anyone's"
          options={people.map(({ value }) => ({ value, label: value === me ? `${value} (me)` : value }))}
        />
      </div>
    </div>
  )
}
