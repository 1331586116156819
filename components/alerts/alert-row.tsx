'use client'

import { Check } from 'lucide-react'
import Link from 'next/link'
import { type MouseEvent, memo } from 'react'
import { useRecently } from '@/components/layout/clock'
import { TimeAgo } from '@/components/layout/time-ago'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { cn } from '@/components/ui/cn'
import { TableCell, TableRow } from '@/components/ui/table'
import type { Alert } from '@/lib/alerts/incident-contract'
import { SeverityBadge, StatusBadge } from './alert-badges'
import { kindNames, labelsOf, lengthOf, valueText } from './alert-words'

type AlertRowProps = {
  alert: Alert
  selected: boolean
  /** Whether the keys act on this line; one line of the list can be reached by Tab. */
  isCurrent: boolean
  isReachable: boolean
  onCurrent: (id: string) => void
  onSelect: (id: string, isRange: boolean) => void
  onAcknowledge: (ids: string[]) => void
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
  const { alert, selected, isCurrent, isReachable, onCurrent, onSelect, onAcknowledge } = props
  const now = useRecently()
  const tick = (event: MouseEvent) => onSelect(alert.id, event.shiftKey)
  return (
    <TableRow
      data-line={alert.id}
      tabIndex={isReachable ? 0 : -1}
      aria-selected={selected}
      onFocus={() => onCurrent(alert.id)}
      className={cn(
        'relative scroll-my-24 outline-none focus-visible:bg-muted/60 focus-visible:ring-2 focus-visible:ring-primary focus-visible:ring-inset',
        isCurrent && 'shadow-[inset_3px_0_0_var(--primary)]',
        selected && 'bg-primary-soft/40 hover:bg-primary-soft/60',
      )}
    >
      <TableCell className="w-px pr-0 max-sm:align-top">
        <span className="relative z-10 flex items-center py-1">
          <Checkbox
            label={`Select ${alert.title}`}
            checked={selected}
            tabIndex={-1}
            onChange={() => {}}
            onClick={tick}
          />
        </span>
      </TableCell>
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
      <TableCell className="text-right max-sm:pl-0 max-sm:align-top">
        {alert.status === 'firing' ? (
          <Button size="sm" className="relative z-10" tabIndex={-1} onClick={() => onAcknowledge([alert.id])}>
            <Check aria-hidden />
            <span className="max-sm:sr-only">Acknowledge</span>
          </Button>
        ) : alert.acknowledged_by ? (
          <span className="whitespace-nowrap text-muted-foreground text-xs max-sm:hidden">
            by {alert.acknowledged_by}
          </span>
        ) : null}
      </TableCell>
    </TableRow>
  )
})
