'use client'

import { MoreHorizontal } from 'lucide-react'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from '@/components/ui/dropdown-menu'
import { TableCell, TableRow } from '@/components/ui/table'
import { useToast } from '@/components/ui/toast'
import { useMay } from '@/lib/access/client'
import { useChangeRule, useDeleteRule } from '@/lib/quality/client'
import type { ListedRule } from '@/lib/quality/contract'
import { SeverityBadge } from './quality-badges'
import { Score } from './score-mark'

const count = (number: number) => number.toLocaleString('en-US')

function State({ rule }: { rule: ListedRule }) {
  if (rule.waiting_for) return <Badge tone="warning">waits for {rule.waiting_for}</Badge>
  if (rule.state === 'proposed') return <Badge tone="primary">proposed</Badge>
  if (!rule.enabled) return <Badge tone="outline">off</Badge>
  return rule.origin === 'learned' ? <Badge>learned</Badge> : null
}

function Menu({ rule, onEdit }: { rule: ListedRule; onEdit: () => void }) {
  const [changing, deleting, toast] = [useChangeRule(), useDeleteRule(), useToast()]
  const remove = () =>
    deleting.mutate(rule.id, {
      onSuccess: () => toast({ title: `${rule.title}: deleted` }),
    })
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="icon-sm" aria-label={`More for ${rule.title}`}>
          <MoreHorizontal />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuItem onSelect={onEdit}>Change</DropdownMenuItem>
        <DropdownMenuItem onSelect={() => changing.mutate({ id: rule.id, patch: { enabled: !rule.enabled } })}>
          {rule.enabled ? 'Switch off' : 'Switch on'}
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={remove}>Delete</DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  )
}

function Decision({ rule }: { rule: ListedRule }) {
  const changing = useChangeRule()
  const decide = (state: 'active' | 'declined') => changing.mutate({ id: rule.id, patch: { state } })
  return (
    <>
      <Button size="sm" onClick={() => decide('declined')} disabled={changing.isPending}>
        Decline
      </Button>
      <Button size="sm" variant="primary" onClick={() => decide('active')} disabled={changing.isPending}>
        Accept
      </Button>
    </>
  )
}

/** A rule with what it counted in the last day, and what can be done with it. */
export function RuleRow({ rule, onEdit }: { rule: ListedRule; onEdit: () => void }) {
  const { figures, evidence } = rule
  const mayWrite = useMay('write')
  return (
    <TableRow>
      <TableCell className="w-full max-w-0 max-sm:py-2.5">
        {mayWrite ? (
          <button
            type="button"
            onClick={onEdit}
            className="block max-w-full truncate text-left font-medium hover:text-primary max-sm:whitespace-normal"
          >
            {rule.title}
          </button>
        ) : (
          <span className="block truncate font-medium max-sm:whitespace-normal">{rule.title}</span>
        )}
        <span className="mt-0.5 flex flex-wrap items-center gap-1.5 text-muted-foreground text-xs">
          <State rule={rule} />
          <span className="sm:hidden">
            <SeverityBadge severity={rule.severity} />
          </span>
          <span className="capitalize">{rule.dimension}</span>
          {evidence ? <span>seen in {evidence.text}</span> : null}
          {rule.owner ? <span>· {rule.owner}</span> : null}
        </span>
      </TableCell>
      <TableCell className="max-sm:hidden">
        <SeverityBadge severity={rule.severity} />
      </TableCell>
      <TableCell numeric className="whitespace-nowrap">
        <Score score={figures.pass_rate} />
        <span className="block text-muted-foreground text-xs">
          {figures.checked > 0 ? `${count(figures.failed)} of ${count(figures.checked)}` : 'no rows'}
        </span>
      </TableCell>
      <TableCell className="whitespace-nowrap pl-0 text-right">
        {mayWrite ? (
          <span className="inline-flex items-center gap-1.5">
            {rule.state === 'proposed' ? <Decision rule={rule} /> : null}
            <Menu rule={rule} onEdit={onEdit} />
          </span>
        ) : null}
      </TableCell>
    </TableRow>
  )
}
