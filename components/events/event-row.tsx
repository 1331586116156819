'use client'

import { memo } from 'react'
import { formatClock, formatInstant } from '@/components/charts/format-time'
import { cn } from '@/components/ui/cn'
import { TableCell, TableRow } from '@/components/ui/table'
import type { StoredEvent } from '@/lib/events/contract'
import { summarise } from './diff'
import { keyWords } from './key-words'
import { OperationBadge } from './operation-badge'

type EventRowProps = {
  event: StoredEvent
  /** The start of the current minute, to tell today from other days. */
  now: number
  timeZone: string
  fresh: boolean
  open: boolean
  onOpen: (uid: string) => void
}

function Summary({ event }: { event: StoredEvent }) {
  return summarise(event).map(({ name, text }) => (
    <span key={name} className="mr-3 last:mr-0">
      <span className="text-muted-foreground">{name}</span> {text}
    </span>
  ))
}

/** One event of the list; the whole row opens it. */
export const EventRow = memo(function EventRow({ event, now, timeZone, fresh, open, onOpen }: EventRowProps) {
  const { uid, type, table, schema, timestamp, key } = event
  const clock = formatClock(timestamp, now, timeZone)
  return (
    <TableRow
      className={cn('relative', open && 'bg-muted', fresh && 'motion-safe:animate-[arrive_1200ms_ease-out]')}
      data-uid={uid}
    >
      <TableCell className="h-9 w-[8.5rem] whitespace-nowrap py-1 text-muted-foreground max-sm:hidden">
        <time dateTime={timestamp} title={formatInstant(timestamp, timeZone)} className="tabular font-mono text-xs">
          {clock}
        </time>
      </TableCell>
      <TableCell className="h-9 w-24 px-2 py-1 max-sm:hidden">
        <OperationBadge type={type} />
      </TableCell>
      <TableCell className="h-9 w-48 truncate px-2 py-1 max-sm:hidden">
        <button
          type="button"
          aria-haspopup="dialog"
          aria-label={`${type} of ${table} at ${clock}`}
          onClick={() => onOpen(uid)}
          className="max-w-full truncate font-medium after:absolute after:inset-0"
          title={schema ? `${schema}.${table}` : table}
        >
          {table || '–'}
        </button>
      </TableCell>
      <TableCell className="h-9 w-40 truncate px-2 py-1 font-mono text-muted-foreground text-xs max-md:hidden">
        {keyWords(key)}
      </TableCell>
      <TableCell className="h-9 truncate py-1 pr-4 pl-2 font-mono text-xs max-sm:px-4 max-sm:py-2">
        <div className="mb-1 flex items-center gap-2 font-sans sm:hidden">
          <OperationBadge type={type} />
          <button
            type="button"
            aria-haspopup="dialog"
            onClick={() => onOpen(uid)}
            className="min-w-0 truncate font-medium text-[13px] after:absolute after:inset-0"
          >
            {table || '–'}
          </button>
          <time dateTime={timestamp} className="tabular ml-auto shrink-0 font-mono text-muted-foreground text-xs">
            {clock}
          </time>
        </div>
        <div className="truncate">
          <Summary event={event} />
        </div>
      </TableCell>
    </TableRow>
  )
})
