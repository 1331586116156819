'use client'

import { useQuery } from '@tanstack/react-query'
import { MailCheck, SearchX } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { useSearch } from '@/components/layout/use-search'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { LongerList, useListLimit } from '@/components/ui/longer-list'
import { PageHeader } from '@/components/ui/page-header'
import { SkeletonRows } from '@/components/ui/skeleton'
import { Table, TableBody, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { useMay } from '@/lib/access/client'
import { deadLetterListOptions } from '@/lib/dead-letters/client'
import type { DeadLetter } from '@/lib/dead-letters/contract'
import { LetterActions } from './letter-actions'
import { LetterDrawer } from './letter-drawer'
import { LetterFilters } from './letter-filters'
import { LetterRow } from './letter-row'
import { readLetterSearch } from './letter-search'

function Nothing({ filtered, onAll }: { filtered: boolean; onAll: () => void }) {
  if (filtered) {
    const action = <Button onClick={onAll}>Show all dead letters</Button>
    return <EmptyState icon={SearchX} title="No dead letter matches" action={action} />
  }
  return (
    <EmptyState
      icon={MailCheck}
      title="No message waits here"
      action={<Button onClick={onAll}>Show replayed ones</Button>}
    >
      A message that cannot be stored is kept here, masked, with the reason; the good ones beside it are stored. Mend it
      and replay it, or wait: it goes when the retention is over.
    </EmptyState>
  )
}

type RowsProps = {
  letters: DeadLetter[]
  selected: ReadonlySet<string>
  /** Nothing where the reader can do nothing with what is selected. */
  onSelect?: (ids: ReadonlySet<string>) => void
}

function Rows({ letters, selected, onSelect }: RowsProps) {
  const all = letters.every(({ id }) => selected.has(id))
  const toggle = (id: string, on: boolean) => {
    const next = new Set(selected)
    if (on) next.add(id)
    else next.delete(id)
    onSelect?.(next)
  }
  return (
    <Table aria-label="Dead letters">
      <TableHeader>
        <TableRow className="hover:bg-transparent">
          {onSelect ? (
            <TableHead className="pr-0">
              <input
                type="checkbox"
                className="size-4 align-middle accent-primary"
                aria-label="Select all that are listed"
                checked={all}
                onChange={() => onSelect(new Set(all ? [] : letters.map(({ id }) => id)))}
              />
            </TableHead>
          ) : null}
          <TableHead>Reason</TableHead>
          <TableHead className="max-md:hidden">Table and source</TableHead>
          <TableHead className="max-lg:hidden">Event</TableHead>
          <TableHead className="max-md:hidden">Received</TableHead>
          <TableHead className="text-right">State</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {letters.map((letter) => (
          <LetterRow
            key={letter.id}
            letter={letter}
            selected={selected.has(letter.id)}
            onSelect={onSelect ? (on) => toggle(letter.id, on) : undefined}
          />
        ))}
      </TableBody>
    </Table>
  )
}

/** Messages that were refused, newest first, to be mended, replayed or removed. */
export function LetterList() {
  const { search, change } = useSearch()
  const length = useListLimit()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const wanted = { ...readLetterSearch(search), limit: length.limit }
  const list = useQuery(deadLetterListOptions(wanted))
  const mayReplay = useMay('ingest')
  const letters = list.data?.dead_letters ?? []
  const selected = letters.flatMap(({ id }) => (chosen.has(id) ? [id] : []))
  const filtered = Boolean(wanted.code || wanted.table || wanted.q) || wanted.replayed !== false
  return (
    <>
      <PageHeader
        title="Dead letters"
        above={
          <Link href="/events" className="hover:text-foreground">
            Events
          </Link>
        }
        description="Messages that could not be stored, with the reason; the good ones beside them are stored"
      />
      <Card aria-label="Dead letters">
        <LetterFilters />
        {mayReplay ? (
          <LetterActions
            selected={selected}
            listed={letters.length}
            search={wanted}
            onDone={() => setChosen(new Set())}
          />
        ) : null}
        {letters.length > 0 ? (
          <Rows letters={letters} selected={chosen} onSelect={mayReplay ? setChosen : undefined} />
        ) : list.data ? (
          <Nothing filtered={filtered} onAll={() => change({ state: 'all', code: null, table: null, q: null })} />
        ) : list.isError ? (
          <ErrorState error={list.error} onRetry={() => list.refetch()} retrying={list.isFetching} />
        ) : (
          <SkeletonRows rows={8} label="Loading dead letters" />
        )}
        <LongerList length={length} list={list} />
      </Card>
      <LetterDrawer />
    </>
  )
}
