'use client'

import { ChevronDown, ChevronRight } from 'lucide-react'
import Link from 'next/link'
import { memo } from 'react'
import { AcknowledgeCell, InboxLine, type LineProps } from '@/components/inbox/inbox-line'
import { useRecently } from '@/components/layout/clock'
import { TimeAgo } from '@/components/layout/time-ago'
import { TableCell } from '@/components/ui/table'
import type { Anomaly } from '@/lib/anomalies/contract'
import { AnomalySpark } from './anomaly-spark'
import { deviationOf, lengthOf, subjectOf } from './anomaly-words'
import type { InboxRow } from './incidents'
import { SeverityBadge, StatusBadge } from './severity'

type AnomalyRowProps = LineProps & {
  row: InboxRow<Anomaly>
  selected: boolean | 'mixed'
  onFold: (row: InboxRow<Anomaly>, isFolded: boolean) => void
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
  const { row, selected, onFold, onAcknowledge, ...line } = props
  const { anomaly } = row
  const now = useRecently()
  const subject = subjectOf(anomaly)
  return (
    <InboxLine
      id={row.id}
      selected={selected}
      selectLabel={row.part === 'folded' ? `Select ${subject} and ${row.size - 1} more` : `Select ${subject}`}
      indented={row.part === 'member'}
      {...line}
    >
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
      <AcknowledgeCell
        isOpen={line.mayAct && !anomaly.acknowledged && anomaly.status !== 'resolved'}
        by={anomaly.acknowledged_by}
        onAcknowledge={() => onAcknowledge(row.ids)}
      />
    </InboxLine>
  )
})
