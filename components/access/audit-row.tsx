'use client'

import { Bot, CircleUser, Cog, KeyRound, type LucideIcon } from 'lucide-react'
import { formatInstant } from '@/components/charts/format-time'
import { Badge } from '@/components/ui/badge'
import { TableCell, TableRow } from '@/components/ui/table'
import type { ActorKind } from '@/lib/access/access-words'
import type { AuditEntry } from '@/lib/access/audit-contract'

const icons: Record<ActorKind, LucideIcon> = {
  user: CircleUser,
  key: KeyRound,
  system: Cog,
  local: Bot,
  anonymous: CircleUser,
}

type AuditRowProps = {
  entry: AuditEntry
  who: string
  says: string
  timeZone: string
  onOpen: () => void
}

/** One line of the log. */
export function AuditRow({ entry, who, says, timeZone, onOpen }: AuditRowProps) {
  const Icon = icons[entry.actor_kind]
  const at = formatInstant(entry.at, timeZone)
  return (
    <TableRow className="relative">
      <TableCell className="tabular whitespace-nowrap text-muted-foreground max-sm:hidden">
        <time dateTime={entry.at}>{at}</time>
      </TableCell>
      <TableCell className="w-full max-w-0 max-sm:py-2.5">
        <span className="flex items-center gap-2">
          <Icon aria-hidden className="size-4 shrink-0 text-muted-foreground" />
          <button
            type="button"
            onClick={onOpen}
            className="min-w-0 truncate text-left after:absolute after:inset-0 hover:text-primary max-sm:whitespace-normal max-sm:[overflow-wrap:anywhere]"
          >
            <span className="font-medium">{who}</span> {says}
          </button>
          {entry.outcome === 'refused' ? <Badge tone="warning">refused</Badge> : null}
        </span>
        <span className="tabular mt-0.5 block pl-6 text-muted-foreground text-xs sm:hidden">
          <time dateTime={entry.at}>{at}</time>
        </span>
      </TableCell>
      <TableCell className="whitespace-nowrap max-lg:hidden">
        <code className="text-muted-foreground text-xs">{entry.action}</code>
      </TableCell>
      <TableCell className="tabular whitespace-nowrap text-muted-foreground max-md:hidden">{entry.address}</TableCell>
    </TableRow>
  )
}
