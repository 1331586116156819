'use client'

import { useQuery } from '@tanstack/react-query'
import { AddressFilter } from '@/components/layout/address-filter'
import { TimeRangePicker } from '@/components/layout/time-range-picker'
import { useSearchText } from '@/components/layout/use-search-text'
import type { useTimeRange } from '@/components/layout/use-time-range'
import { SearchInput } from '@/components/ui/search-input'
import { peopleOptions } from '@/lib/access/people-client'
import { auditKinds } from './audit-words'

/** Which entries are listed; all of it is in the address. */
export function AuditFilters({ time: [range, setRange] }: { time: ReturnType<typeof useTimeRange> }) {
  const text = useSearchText()
  const { data } = useQuery(peopleOptions())
  const people = (data?.people ?? []).map(({ email, name }) => ({ value: email, label: name }))
  return (
    <div className="flex flex-wrap items-center gap-2 border-b p-3">
      <SearchInput label="Search the log" className="min-w-44 flex-1 max-sm:basis-full" maxLength={200} {...text} />
      <AddressFilter name="actor" label="Who" any="Anyone" options={people} />
      <AddressFilter name="action" label="What" any="Anything" options={auditKinds} />
      <TimeRangePicker range={range} onChange={setRange} className="max-sm:w-full" />
    </div>
  )
}
