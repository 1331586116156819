'use client'

import Link from 'next/link'
import { memo } from 'react'
import { AcknowledgeCell, InboxLine, type LineProps } from '@/components/inbox/inbox-line'
import { useRecently } from '@/components/layout/clock'
import { TimeAgo } from '@/components/layout/time-ago'
import { TableCell } from '@/components/ui/table'
import type { Alert } from '@/lib/alerts/incident-contract'
import { SeverityBadge, StatusBadge } from './alert-badges'
import { kindNames, labelsOf, lengthOf, valueText } from './alert-words'

type AlertRowProps = LineProps & {
  alert: Alert
  selected: boolean
}

function Words({ alert }: { alert: Alert }) {
  const parts = [kindNames[alert.kind], valueText(alert), labelsOf(alert.labels)].filter(Boolean)
  return (
    <span className="block truncate text-muted-foreground text-xs max-sm:whitespace-normal">
      {parts.join(' · ')}
      <span className="lg:hidden">
        {' · '}
        <TimeAgo at={alert.started_at} />
      </span>
    </span>
  )
}

/** One alert of the inbox. */
export const AlertRow = memo(function AlertRow(props: AlertRowProps) {
  const { alert, selected, onAcknowledge, ...line } = props
  const now = useRecently()
  return (
    <InboxLine id={alert.id} selected={selected} selectLabel={`Select ${alert.title}`} {...line}>
      <TableCell className="max-sm:hidden">
        <SeverityBadge severity={alert.severity} />
      </TableCell>
      <TableCell className="w-full max-w-0">
        <div className="mb-1 flex flex-wrap gap-1 sm:hidden">
          <SeverityBadge severity={alert.severity} />
          <StatusBadge alert={alert} />
        </div>
        <Link
          href={`/alerts/${alert.id}`}
          tabIndex={-1}
          className="block truncate font-medium after:absolute after:inset-0 hover:text-primary max-sm:whitespace-normal max-sm:[overflow-wrap:anywhere]"
        >
          {alert.title}
        </Link>
        <Words alert={alert} />
      </TableCell>
      <TableCell className="whitespace-nowrap text-muted-foreground max-lg:hidden">
        <TimeAgo at={alert.started_at} className="block text-foreground" />
        <span className="text-xs">for {lengthOf(alert, now)}</span>
      </TableCell>
      <TableCell className="max-w-40 truncate text-xs max-xl:hidden">
        {alert.assignee ?? <span className="text-muted-foreground">nobody</span>}
        {alert.owner ? <span className="block truncate text-muted-foreground">owner {alert.owner}</span> : null}
      </TableCell>
      <TableCell className="max-sm:hidden">
        <StatusBadge alert={alert} />
      </TableCell>
      <AcknowledgeCell
        isOpen={line.mayAct && alert.status === 'firing'}
        by={alert.acknowledged_by}
        onAcknowledge={() => onAcknowledge([alert.id])}
      />
    </InboxLine>
  )
})
