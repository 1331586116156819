'use client'

import { X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useSearch } from '@/components/layout/use-search'
import { Button } from '@/components/ui/button'
import { SearchInput } from '@/components/ui/search-input'
import { Segmented } from '@/components/ui/segmented'
import { useDebounced } from '@/components/ui/use-debounced'
import { readState } from './letter-search'
import { codeWords } from './letter-words'

const options = [
  { value: 'waiting', label: 'Waiting' },
  { value: 'replayed', label: 'Replayed' },
  { value: 'all', label: 'All' },
] as const

function Chosen({ name, value, shown }: { name: 'code' | 'table'; value: string; shown: string }) {
  const { change } = useSearch()
  return (
    <Button size="sm" onClick={() => change({ [name]: null })} aria-label={`Only ${shown}. Show every ${name}`}>
      <span className="max-w-48 truncate">{shown}</span>
      <X aria-hidden key={value} />
    </Button>
  )
}

/** Which dead letters are listed; all of it is in the address. */
export function LetterFilters() {
  const { search, change } = useSearch()
  const inAddress = search.get('q') ?? ''
  const [typed, setTyped] = useState(inAddress)
  const settled = useDebounced(typed)
  useEffect(() => {
    if (settled !== (new URLSearchParams(window.location.search).get('q') ?? ''))
      change({ q: settled }, { replace: true })
  }, [settled, change])
  useEffect(() => setTyped(inAddress), [inAddress])
  const [code, table] = [search.get('code'), search.get('table')]
  return (
    <div className="flex flex-wrap items-center gap-2 border-b p-3">
      <Segmented
        label="State"
        value={readState(search)}
        options={options}
        onChange={(state) => change({ state: state === 'waiting' ? null : state })}
      />
      <SearchInput
        label="Search messages and reasons"
        className="min-w-52 flex-1 max-sm:basis-full"
        maxLength={200}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      {code ? <Chosen name="code" value={code} shown={codeWords(code)} /> : null}
      {table ? <Chosen name="table" value={table} shown={table} /> : null}
    </div>
  )
}
