'use client'

import { MoreHorizontal } from 'lucide-react'
import Link from 'next/link'
import { formatCompact } from '@/components/charts/format'
import { TimeAgo } from '@/components/layout/time-ago'
import { Button } from '@/components/ui/button'
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from '@/components/ui/dropdown-menu'
import { Switch } from '@/components/ui/switch'
import { TableCell, TableRow } from '@/components/ui/table'
import { useToast } from '@/components/ui/toast'
import { useMay } from '@/lib/access/client'
import { useChangeAlertRule, useDeleteAlertRule } from '@/lib/alerts/client'
import type { AlertRule } from '@/lib/alerts/contract'
import { HealthBadge, SeverityBadge } from './alert-badges'

function State({ rule }: { rule: AlertRule }) {
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2 gap-y-0.5">
      <HealthBadge state={rule.state} />
      {rule.instances > 1 ? (
        <span className="whitespace-nowrap text-muted-foreground text-xs">
          {rule.firing} of {rule.instances} series
        </span>
      ) : null}
    </span>
  )
}

/** Why a rule does not do its work, where it does not. */
function Trouble({ rule }: { rule: AlertRule }) {
  if (rule.waiting_for) return <span className="text-warning-soft-foreground">waiting: {rule.waiting_for}</span>
  if (rule.last_error) return <span className="text-destructive-soft-foreground">{rule.last_error}</span>
  return null
}

function Menu({ rule, isFixed }: { rule: AlertRule; isFixed: boolean }) {
  const [deleting, say] = [useDeleteAlertRule(), useToast()]
  const remove = () =>
    deleting.mutate(rule.id, {
      onSuccess: () => say({ title: `${rule.name}: deleted` }),
      onError: (error) => say({ title: error.message, tone: 'error' }),
    })
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="icon-sm" className="relative z-10" aria-label={`More for ${rule.name}`}>
          <MoreHorizontal />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        <DropdownMenuItem asChild>
          <Link href={`/alerts/rules/${rule.id}`}>{isFixed ? 'Look at it' : 'Change'}</Link>
        </DropdownMenuItem>
        <DropdownMenuItem asChild>
          <Link href={`/alerts?status=all&rule=${encodeURIComponent(rule.name)}`}>Its alerts</Link>
        </DropdownMenuItem>
        {isFixed ? null : (
          <DropdownMenuItem destructive onSelect={remove}>
            Delete
          </DropdownMenuItem>
        )}
      </DropdownMenuContent>
    </DropdownMenu>
  )
}

/** A rule: its condition in words, how it stands, and whether it is on. */
export function RuleRow({ rule }: { rule: AlertRule }) {
  const [changing, say] = [useChangeAlertRule(), useToast()]
  const mayWrite = useMay('write')
  const isFixed = rule.origin === 'file' || !mayWrite
  const severity = rule.severity ?? (rule.kind === 'metric' ? 'medium' : null)
  const turn = (enabled: boolean) =>
    changing.mutate(
      { id: rule.id, patch: { enabled } },
      { onError: (error) => say({ title: error.message, tone: 'error' }) },
    )
  return (
    <TableRow className="relative">
      <TableCell className="w-full max-w-0 max-sm:py-2.5">
        <Link
          href={`/alerts/rules/${rule.id}`}
          className="block truncate font-medium after:absolute after:inset-0 hover:text-primary max-sm:whitespace-normal"
        >
          {rule.name}
        </Link>
        <span className="block truncate text-muted-foreground text-xs max-sm:whitespace-normal max-sm:[overflow-wrap:anywhere]">
          {rule.condition}
        </span>
        <span className="mt-0.5 flex flex-wrap items-center gap-x-2 gap-y-1 text-muted-foreground text-xs">
          <span className="flex gap-1 md:hidden">
            <State rule={rule} />
            {severity ? <SeverityBadge severity={severity} /> : null}
          </span>
          <Trouble rule={rule} />
          {rule.owner ? <span>owner {rule.owner}</span> : null}
          {rule.origin === 'file' ? <span>from the configuration</span> : null}
        </span>
      </TableCell>
      <TableCell className="max-md:hidden">
        <State rule={rule} />
      </TableCell>
      <TableCell numeric className="whitespace-nowrap max-lg:hidden">
        {rule.kind !== 'metric' || rule.last_value === null ? '–' : formatCompact(rule.last_value)}
        {rule.last_evaluated_at ? (
          <TimeAgo at={rule.last_evaluated_at} className="block text-muted-foreground text-xs" />
        ) : null}
      </TableCell>
      <TableCell className="max-md:hidden">
        {severity ? (
          <SeverityBadge severity={severity} />
        ) : (
          <span className="text-muted-foreground text-xs">as found</span>
        )}
      </TableCell>
      <TableCell className="whitespace-nowrap pl-0 text-right">
        <span className="relative z-10 inline-flex items-center gap-2">
          <Switch
            label={`${rule.name} is on`}
            checked={rule.enabled}
            onChange={turn}
            disabled={changing.isPending || isFixed}
          />
          <Menu rule={rule} isFixed={isFixed} />
        </span>
      </TableCell>
    </TableRow>
  )
}
