'use client'

import { useQuery } from '@tanstack/react-query'
import { ChevronDown, ChevronUp } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { formatSpan } from '@/components/charts/format-time'
import { Moment } from '@/components/layout/time-ago'
import { Button } from '@/components/ui/button'
import { CodeBlock } from '@/components/ui/code-block'
import { ErrorState } from '@/components/ui/error-state'
import { Fact, Facts } from '@/components/ui/facts'
import { Segmented } from '@/components/ui/segmented'
import { Sheet } from '@/components/ui/sheet'
import { Skeleton } from '@/components/ui/skeleton'
import { eventOptions } from '@/lib/events/client'
import type { StoredEvent } from '@/lib/events/contract'
import { EventDiff } from './event-diff'
import { keyWords } from './key-words'
import { OperationBadge } from './operation-badge'

const views = [
  { value: 'row', label: 'Row' },
  { value: 'json', label: 'JSON' },
] as const

/** How long after it happened an event came in; nothing where it came before its own time. */
function lagOf({ timestamp, received_at }: StoredEvent): string {
  const ms = Date.parse(received_at) - Date.parse(timestamp)
  if (ms < 0) return ''
  return ms < 1000 ? ` (after ${ms} ms)` : ` (after ${formatSpan(ms)})`
}

function EventBody({ event }: { event: StoredEvent }) {
  const [view, setView] = useState<(typeof views)[number]['value']>('row')
  return (
    <div className="grid grid-cols-1 gap-4">
      <Facts>
        <Fact name="Happened">
          <Moment at={event.timestamp} />
        </Fact>
        <Fact name="Received">
          <Moment at={event.received_at} />
          <span className="text-muted-foreground">{lagOf(event)}</span>
        </Fact>
        {event.key ? (
          <Fact name="Key">
            <span className="font-mono text-xs">{keyWords(event.key)}</span>
          </Fact>
        ) : null}
        <Fact name="Id">
          <span className="font-mono text-xs [overflow-wrap:anywhere]">{event.id}</span>
        </Fact>
        {event.source || event.database ? (
          <Fact name="From">{[event.source, event.database].filter(Boolean).join(' · ')}</Fact>
        ) : null}
        <Fact name="Table">
          <Link href={`/explore?table=${encodeURIComponent(event.table)}`} className="text-primary hover:underline">
            Metrics of {event.table}
          </Link>
        </Fact>
      </Facts>
      <div>
        <div className="mb-2">
          <Segmented label="View" value={view} options={views} onChange={setView} />
        </div>
        {view === 'row' ? (
          <EventDiff key={event.uid} event={event} />
        ) : (
          <CodeBlock label={event.uid} code={JSON.stringify(event, null, 2)} />
        )}
      </div>
    </div>
  )
}

type EventDrawerProps = {
  uid: string
  /** The event where the list has it. */
  known: StoredEvent | undefined
  newer: string | undefined
  older: string | undefined
  onOpen: (uid: string) => void
  onClose: () => void
}

/** One event in full, beside the list. */
export function EventDrawer({ uid, known, newer, older, onOpen, onClose }: EventDrawerProps) {
  const query = useQuery({ ...eventOptions(uid), enabled: known === undefined })
  const event = known ?? query.data
  const step = (to: string | undefined, label: string, Icon: typeof ChevronUp) => (
    <Button variant="ghost" size="icon-sm" aria-label={label} disabled={!to} onClick={() => to && onOpen(to)}>
      <Icon />
    </Button>
  )
  return (
    <Sheet
      title={event ? `${event.type} of ${event.table}` : 'Event'}
      heading={
        event ? (
          <h2 className="flex min-w-0 items-center gap-2">
            <OperationBadge type={event.type} />
            <span className="truncate">{[event.schema, event.table].filter(Boolean).join('.')}</span>
          </h2>
        ) : undefined
      }
      actions={
        <div className="flex">
          {step(newer, 'Newer event', ChevronUp)}
          {step(older, 'Older event', ChevronDown)}
        </div>
      }
      onClose={onClose}
    >
      {event ? (
        <EventBody event={event} />
      ) : query.isError ? (
        <ErrorState
          title="This event cannot be shown"
          error={query.error}
          onRetry={() => query.refetch()}
          retrying={query.isFetching}
        />
      ) : (
        <Skeleton className="h-72 w-full" />
      )}
    </Sheet>
  )
}
