'use client'

import { Radio, ScanSearch, SearchX } from 'lucide-react'
import Link from 'next/link'
import { type KeyboardEvent, useCallback } from 'react'
import { useMinute, useTimeZone } from '@/components/layout/clock'
import { useSearch } from '@/components/layout/use-search'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { SkeletonRows } from '@/components/ui/skeleton'
import { TableBody, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import type { EventSearch } from '@/lib/events/client'
import { EventDrawer } from './event-drawer'
import { EventRow } from './event-row'
import { FreshPill, TailStatus } from './tail-bar'
import { useEventTail } from './use-event-tail'

/** More rows than a screen is high: the others are drawn once the list stands still. */
const screenful = 80

type EventListProps = { search: EventSearch; paused: boolean; away: boolean }

function Nothing({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  if (filtered) {
    return (
      <EmptyState
        icon={SearchX}
        title="No event matches yet"
        action={<Button onClick={onClear}>Clear the filters</Button>}
      >
        Events that match appear here as they come in.
      </EmptyState>
    )
  }
  return (
    <EmptyState
      icon={Radio}
      title="Waiting for the first event"
      action={
        <>
          <Button asChild variant="primary">
            <Link href="/">How to send one</Link>
          </Button>
          <Button asChild>
            <Link href="/events/inspect">
              <ScanSearch aria-hidden />
              Inspect a message
            </Link>
          </Button>
        </>
      }
    >
      Each row change appears here the moment it is stored.
    </EmptyState>
  )
}

/** Moves the focus from row to row by the arrow keys. */
function walk(event: KeyboardEvent<HTMLElement>) {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  const row = (event.target as HTMLElement).closest('tr')
  const next = event.key === 'ArrowDown' ? row?.nextElementSibling : row?.previousElementSibling
  const buttons = next?.querySelectorAll('button') ?? []
  const button = [...buttons].find((one) => one.offsetParent !== null)
  if (!button) return
  event.preventDefault()
  button.focus()
}

/** The newest events of a search, live. Mounted anew for another search. */
export function EventList({ search, paused, away }: EventListProps) {
  const address = useSearch()
  const { change } = address
  const { tail, state, list } = useEventTail(search, paused || away)
  const [now, timeZone] = [useMinute(), useTimeZone()]
  const { rows } = tail
  const opened = address.search.get('event')
  const place = rows.findIndex(({ uid }) => uid === opened)
  const open = useCallback((uid: string) => change({ event: uid }, { replace: true }), [change])
  const toTop = () => window.scrollTo({ top: 0 })
  return (
    <>
      <TailStatus
        state={state}
        paused={paused || search.to !== undefined}
        shown={rows.length}
        fresh={tail.fresh}
        skipped={tail.skipped}
      />
      {!paused && away ? <FreshPill fresh={tail.fresh} onShow={toTop} /> : null}
      {rows.length > 0 ? (
        <table aria-label="Events" className="w-full table-fixed border-collapse text-[13px]" onKeyDown={walk}>
          <TableHeader className="max-sm:sr-only">
            <TableRow className="hover:bg-transparent">
              <TableHead className="w-[8.5rem] max-sm:hidden">Time</TableHead>
              <TableHead className="w-24 px-2 max-sm:hidden">Operation</TableHead>
              <TableHead className="w-48 px-2 max-sm:hidden">Table</TableHead>
              <TableHead className="w-40 px-2 max-md:hidden">Key</TableHead>
              <TableHead className="px-2">Change</TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {(tail.held ? rows : rows.slice(0, screenful)).map((event) => (
              <EventRow
                key={event.uid}
                event={event}
                now={now}
                timeZone={timeZone}
                fresh={tail.latest.has(event.uid)}
                open={event.uid === opened}
                onOpen={open}
              />
            ))}
          </TableBody>
        </table>
      ) : list.isError ? (
        <ErrorState error={list.error} onRetry={() => list.refetch()} retrying={list.isFetching} />
      ) : list.data ? (
        <Nothing
          filtered={Object.keys(search).length > 0}
          onClear={() => change({ q: null, table: null, schema: null, op: null })}
        />
      ) : (
        <SkeletonRows rows={14} label="Loading events" />
      )}
      {opened ? (
        <EventDrawer
          uid={opened}
          known={rows[place]}
          newer={place > 0 ? rows[place - 1]?.uid : undefined}
          older={place >= 0 ? rows[place + 1]?.uid : undefined}
          onOpen={open}
          onClose={() => change({ event: null }, { replace: true })}
        />
      ) : null}
    </>
  )
}
