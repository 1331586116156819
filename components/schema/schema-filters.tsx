'use client'

import { X } from 'lucide-react'
import { useSearch } from '@/components/layout/use-search'
import { useSearchText } from '@/components/layout/use-search-text'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { SearchInput } from '@/components/ui/search-input'
import { Segmented } from '@/components/ui/segmented'
import { Select } from '@/components/ui/select'
import { changeKinds, compatibilities, schemaOrigins } from '@/lib/schemas/contract'
import { readChangeSearch, readTableSearch, readView } from './schema-search'
import { kindWords, originWords } from './schema-words'

const all = 'all'
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

function TableChoices() {
  const { search, change } = useSearch()
  const text = useSearchText()
  return (
    <>
      <SearchInput
        label="Search tables and columns"
        className="min-w-52 flex-1 max-sm:basis-full"
        maxLength={200}
        {...text}
      />
      <Select
        label="Known from"
        value={readTableSearch(search).origin ?? all}
        options={[
          { value: all, label: 'Known from anything' },
          ...schemaOrigins.map((origin) => ({ value: origin as string, label: capital(originWords[origin].label) })),
        ]}
        onChange={(origin) => change({ origin: origin === all ? null : origin })}
      />
    </>
  )
}

function ChangeChoices() {
  const { search, change } = useSearch()
  const { kind, compatibility, table } = readChangeSearch(search)
  return (
    <>
      <Select
        label="Kind"
        value={kind ?? all}
        options={[
          { value: all, label: 'All kinds' },
          ...changeKinds.map((one) => ({ value: one as string, label: kindWords[one] })),
        ]}
        onChange={(next) => change({ kind: next === all ? null : next })}
      />
      <Select
        label="Compatibility"
        value={compatibility ?? all}
        options={[
          { value: all, label: 'Compatible or not' },
          ...compatibilities.map((one) => ({ value: one as string, label: capital(one) })),
        ]}
        onChange={(next) => change({ compatibility: next === all ? null : next })}
      />
      {table ? (
        <Button onClick={() => change({ table: null })} aria-label={`Only ${table}. Show all tables`}>
          <span className="max-w-40 truncate">{table}</span>
          <X aria-hidden />
        </Button>
      ) : null}
    </>
  )
}

/** What is listed: tables or changes, and which of them; all of it is in the address. */
export function SchemaFilters() {
  const { search, change } = useSearch()
  const view = readView(search)
  return (
    <div className="flex flex-wrap items-center gap-2 border-b p-3">
      <Segmented
        label="List"
        value={view}
        options={[
          { value: 'tables', label: 'Tables' },
          { value: 'changes', label: 'Changes' },
        ]}
        onChange={(next) => change({ view: next === 'tables' ? null : next })}
      />
      {view === 'tables' ? <TableChoices /> : <ChangeChoices />}
      <span className="flex h-8 items-center gap-2 px-1 text-[13px]">
        <Checkbox
          label="Open breaking changes only"
          checked={search.get('open') === '1'}
          onChange={(event) => change({ open: event.target.checked ? '1' : null })}
        />
        <span aria-hidden>Open only</span>
      </span>
    </div>
  )
}
