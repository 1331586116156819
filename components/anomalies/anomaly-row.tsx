'use client'

import { Check, ChevronDown, ChevronRight } from 'lucide-react'
import Link from 'next/link'
import { type MouseEvent, memo } from 'react'
import { useRecently } from '@/components/layout/clock'
import { TimeAgo } from '@/components/layout/time-ago'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { cn } from '@/components/ui/cn'
import { TableCell, TableRow } from '@/components/ui/table'
import type { Anomaly } from '@/lib/anomalies/contract'
import { AnomalySpark } from './anomaly-spark'
import { deviationOf, lengthOf, subjectOf } from './anomaly-words'
import type { InboxRow } from './incidents'
import { SeverityBadge, StatusBadge } from './severity'

type AnomalyRowProps = {
  row: InboxRow<Anomaly>
  selected: boolean | 'mixed'
  /** Whether the keys act on this line; one line of the list can be reached by Tab. */
  isCurrent: boolean
  isReachable: boolean
  onCurrent: (id: string) => void
  onSelect: (id: string, isRange: boolean) => void
  onFold: (row: InboxRow<Anomaly>, isFolded: boolean) => void
  onAcknowledge: (ids: string[]) => void
}

function Folding({ row, onFold }: Pick<AnomalyRowProps, 'row' | 'onFold'>) {
  if (row.part !== 'folded' && row.part !== 'unfolded') return null
  const isFolded = row.part === 'folded'
  const others = row.size - 1
  return (
    <button
      type="button"
      aria-expanded={!isFolded}
      onClick={() => onFold(row, !isFolded)}
      className="relative z-10 inline-flex h-5 items-center gap-0.5 rounded-full border px-1.5 text-[11px] text-muted-foreground hover:bg-accent hover:text-foreground"
    >
      {isFolded ? <ChevronRight aria-hidden className="size-3" /> : <ChevronDown aria-hidden className="size-3" />}
      {others} more of this incident
    </button>
  )
}

/** One anomaly of the list, or an incident by its most surprising one. */
export const AnomalyRow = memo(function AnomalyRow(props: AnomalyRowProps) {
  const { row, selected, isCurrent, isReachable, onCurrent, onSelect, onFold, onAcknowledge } = props
  const { anomaly } = row
  const now = useRecently()
  const subject = subjectOf(anomaly)
  const tick = (event: MouseEvent) => onSelect(row.id, event.shiftKey)
  const canAcknowledge = !anomaly.acknowledged && anomaly.status !== 'resolved'
  return (
    <TableRow
      data-line={row.id}
      tabIndex={isReachable ? 0 : -1}
      aria-selected={selected === true}
      onFocus={() => onCurrent(row.id)}
      className={cn(
        'relative scroll-my-24 outline-none focus-visible:bg-muted/60 focus-visible:ring-2 focus-visible:ring-primary focus-visible:ring-inset',
        isCurrent && 'shadow-[inset_3px_0_0_var(--primary)]',
        selected === true && 'bg-primary-soft/40 hover:bg-primary-soft/60',
      )}
    >
      <TableCell className={cn('w-px pr-0 max-sm:align-top', row.part === 'member' && 'pl-8')}>
        <span className="relative z-10 flex items-center py-1">
          <Checkbox
            label={row.part === 'folded' ? `Select ${subject} and ${row.size - 1} more` : `Select ${subject}`}
            checked={selected}
            tabIndex={-1}
            onChange={() => {}}
            onClick={tick}
          />
        </span>
      </TableCell>
      <TableCell className="max-sm:hidden">
        <SeverityBadge anomaly={anomaly} />
      </TableCell>
      <TableCell className="w-full max-w-0">
        <div className="mb-1 flex flex-wrap gap-1.5 sm:hidden">
          <SeverityBadge anomaly={anomaly} />
          <StatusBadge status={anomaly.status} />
        </div>
        <Link
          href={`/anomalies/${anomaly.id}`}
          tabIndex={-1}
          className="block truncate font-mono text-xs after:absolute after:inset-0 hover:text-primary max-sm:whitespace-normal max-sm:[overflow-wrap:anywhere]"
        >
          {subject}
        </Link>
        <span className="block truncate text-muted-foreground text-xs max-sm:whitespace-normal">
          {deviationOf(anomaly)}
          <span className="lg:hidden">
            {' · '}
            <TimeAgo at={anomaly.started_at} />
          </span>
        </span>
        <Folding row={row} onFold={onFold} />
        <div className="mt-1 sm:hidden">
          <AnomalySpark anomaly={anomaly} />
        </div>
      </TableCell>
      <TableCell className="max-md:hidden">
        <div className="w-28">
          <AnomalySpark anomaly={anomaly} />
        </div>
      </TableCell>
      <TableCell className="whitespace-nowrap text-muted-foreground max-lg:hidden">
        <TimeAgo at={anomaly.started_at} className="block text-foreground" />
        <span className="text-xs">for {lengthOf(anomaly, now)}</span>
      </TableCell>
      <TableCell className="max-sm:hidden">
        <StatusBadge status={anomaly.status} />
      </TableCell>
      <TableCell className="text-right max-sm:pl-0 max-sm:align-top">
        {canAcknowledge ? (
          <Button size="sm" className="relative z-10" tabIndex={-1} onClick={() => onAcknowledge(row.ids)}>
            <Check aria-hidden />
            <span className="max-sm:sr-only">Acknowledge</span>
          </Button>
        ) : anomaly.acknowledged ? (
          <span className="whitespace-nowrap text-muted-foreground text-xs max-sm:hidden">
            by {anomaly.acknowledged_by}
          </span>
        ) : null}
      </TableCell>
    </TableRow>
  )
})
