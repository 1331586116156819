'use client'

import { ChevronDown } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import type { StoredEvent } from '@/lib/events/contract'
import { type ColumnDiff, diffImages, showValue } from './diff'

function Value({ value }: { value: unknown }) {
  if (value === undefined) return <span className="text-muted-foreground italic">not sent</span>
  if (value === null) return <span className="text-muted-foreground">null</span>
  return <span className="[overflow-wrap:anywhere]">{showValue(value)}</span>
}

type RowProps = { column: ColumnDiff; withBefore: boolean; withAfter: boolean }

function DiffRow({ column: { name, before, after, changed }, withBefore, withAfter }: RowProps) {
  return (
    <tr className="border-b align-top last:border-0" data-changed={changed || undefined}>
      <th scope="row" className={cn('py-1.5 pr-3 pl-3 text-left font-normal', changed && 'font-medium')}>
        <span className="[overflow-wrap:anywhere]">{name}</span>
        {changed ? <span className="sr-only"> (changed)</span> : null}
      </th>
      {withBefore ? (
        <td
          className={cn(
            'px-3 py-1.5 font-mono text-xs',
            changed && 'bg-destructive-soft text-destructive-soft-foreground',
          )}
        >
          <Value value={before} />
        </td>
      ) : null}
      {withAfter ? (
        <td className={cn('px-3 py-1.5 font-mono text-xs', changed && 'bg-success-soft text-success-soft-foreground')}>
          <Value value={after} />
        </td>
      ) : null}
    </tr>
  )
}

/** The row before and after an event, side by side, what changed on top. */
export function EventDiff({ event }: { event: StoredEvent }) {
  const [all, setAll] = useState(false)
  const columns = diffImages(event)
  const changed = columns.filter((column) => column.changed)
  const folded = changed.length > 0 && changed.length < columns.length && !all
  const [withBefore, withAfter] = [event.before !== null, event.after !== null]
  if (!withBefore && !withAfter) {
    return <p className="text-[13px] text-muted-foreground">This event carries no row.</p>
  }
  return (
    <div>
      <div className="overflow-hidden rounded-md border">
        <table className="w-full table-fixed border-collapse text-[13px]" aria-label="Row before and after">
          <thead className="border-b bg-muted/50 text-muted-foreground text-xs">
            <tr>
              <th scope="col" className="h-8 w-[32%] sm:w-[26%] px-3 text-left font-medium">
                Column
              </th>
              {withBefore ? (
                <th scope="col" className="h-8 px-3 text-left font-medium">
                  Before
                </th>
              ) : null}
              {withAfter ? (
                <th scope="col" className="h-8 px-3 text-left font-medium">
                  After
                </th>
              ) : null}
            </tr>
          </thead>
          <tbody>
            {(folded ? changed : columns).map((column) => (
              <DiffRow key={column.name} column={column} withBefore={withBefore} withAfter={withAfter} />
            ))}
          </tbody>
        </table>
      </div>
      {folded ? (
        <Button variant="ghost" size="sm" className="mt-1.5" onClick={() => setAll(true)}>
          <ChevronDown aria-hidden />
          Show {columns.length - changed.length} unchanged columns
        </Button>
      ) : null}
      {event.type === 'UPDATE' && !withBefore ? (
        <p className="mt-2 text-muted-foreground text-xs">
          The sender did not say what the row was before; what changed is told from the row's last known state.
        </p>
      ) : null}
    </div>
  )
}
