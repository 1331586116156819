'use client'

import Link from 'next/link'
import { useRecently } from '@/components/layout/clock'
import { TimeAgo } from '@/components/layout/time-ago'
import { TableCell, TableRow } from '@/components/ui/table'
import type { Anomaly } from '@/lib/anomalies/contract'
import { AcknowledgeButton } from './acknowledge-button'
import { deviationOf, lengthOf, subjectOf } from './anomaly-words'
import { SeverityBadge, StatusBadge } from './severity'

/** One anomaly of the list. */
export function AnomalyRow({ anomaly }: { anomaly: Anomaly }) {
  const now = useRecently()
  return (
    <TableRow className="relative">
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
          className="block truncate font-mono text-xs after:absolute after:inset-0 hover:text-primary"
        >
          {subjectOf(anomaly)}
        </Link>
        <span className="block truncate text-muted-foreground text-xs max-sm:whitespace-normal">
          {deviationOf(anomaly)}
          <span className="lg:hidden">
            {' · '}
            <TimeAgo at={anomaly.started_at} />
          </span>
        </span>
      </TableCell>
      <TableCell className="whitespace-nowrap text-muted-foreground max-lg:hidden">
        <TimeAgo at={anomaly.started_at} className="block text-foreground" />
        <span className="text-xs">for {lengthOf(anomaly, now)}</span>
      </TableCell>
      <TableCell className="max-sm:hidden">
        <StatusBadge status={anomaly.status} />
      </TableCell>
      <TableCell className="text-right max-sm:pl-0">
        {anomaly.acknowledged ? (
          <span className="whitespace-nowrap text-muted-foreground text-xs max-sm:hidden">
            by {anomaly.acknowledged_by}
          </span>
        ) : (
          <AcknowledgeButton anomaly={anomaly} />
        )}
      </TableCell>
    </TableRow>
  )
}
