'use client'

import { MoreHorizontal } from 'lucide-react'
import { formatDay } from '@/components/charts/format-time'
import { useRecently, useTimeZone } from '@/components/layout/clock'
import { TimeAgo } from '@/components/layout/time-ago'
import { Badge, type BadgeTone } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu'
import { TableCell, TableRow } from '@/components/ui/table'
import type { ApiKey } from '@/lib/access/key-contract'

export type KeyVerb = 'change' | 'rotate' | 'revoke'

const tones: Record<ApiKey['state'], BadgeTone> = { active: 'success', expired: 'warning', revoked: 'outline' }
const week = 7 * 24 * 60 * 60_000

function Expiry({ apiKey: { state, expires_at, revoked_at, replaced_by } }: { apiKey: ApiKey }) {
  const [now, timeZone] = [useRecently(), useTimeZone()]
  if (revoked_at) {
    return (
      <>
        revoked <TimeAgo at={revoked_at} />
      </>
    )
  }
  if (!expires_at) return <span className="text-muted-foreground">never</span>
  const isSoon = state === 'active' && Date.parse(expires_at) - now < week
  return (
    <span className={isSoon ? 'text-warning-soft-foreground' : undefined} title={expires_at}>
      {formatDay(expires_at, timeZone)}
      {replaced_by ? <span className="block text-muted-foreground text-xs">replaced by another</span> : null}
    </span>
  )
}

function Used({ apiKey: { used_at } }: { apiKey: ApiKey }) {
  return used_at ? <TimeAgo at={used_at} /> : <span className="text-muted-foreground">never</span>
}

function Menu({ apiKey, onVerb }: { apiKey: ApiKey; onVerb: (verb: KeyVerb) => void }) {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="icon-sm" aria-label={`More for ${apiKey.name}`}>
          <MoreHorizontal />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        <DropdownMenuItem onSelect={() => onVerb('change')}>Change</DropdownMenuItem>
        {apiKey.state === 'active' && !apiKey.replaced_by ? (
          <DropdownMenuItem onSelect={() => onVerb('rotate')}>Rotate</DropdownMenuItem>
        ) : null}
        <DropdownMenuSeparator />
        <DropdownMenuItem destructive onSelect={() => onVerb('revoke')}>
          Revoke
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  )
}

/** A key: what it is for, what binds it, whether it is used and how long it lasts. */
export function KeyRow({ apiKey, onVerb }: { apiKey: ApiKey; onVerb: (verb: KeyVerb) => void }) {
  const { name, start, scopes, tables, rate_limit, state, created_by, created_at } = apiKey
  const bounds = [
    tables ? `only ${tables.join(', ')}` : null,
    rate_limit === null ? null : `at most ${rate_limit.toLocaleString('en-US')} a minute`,
  ].filter((text) => text !== null)
  return (
    <TableRow className={state === 'active' ? undefined : 'text-muted-foreground'}>
      <TableCell className="w-full max-w-0 max-sm:py-2.5">
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
          <span className="min-w-0 truncate">{name}</span>
          <Badge tone={tones[state]}>{state}</Badge>
        </span>
        <span className="block text-muted-foreground text-xs [overflow-wrap:anywhere]">
          <code>{start}…</code> · {created_by}, <TimeAgo at={created_at} />
        </span>
        <span className="mt-1 flex flex-wrap gap-1 md:hidden">
          {scopes.map((scope) => (
            <Badge key={scope}>{scope}</Badge>
          ))}
        </span>
        {bounds.length > 0 ? (
          <span className="mt-0.5 block text-muted-foreground text-xs [overflow-wrap:anywhere]">
            {bounds.join(' · ')}
          </span>
        ) : null}
        <span className="mt-0.5 block text-muted-foreground text-xs sm:hidden">
          used <Used apiKey={apiKey} /> · {apiKey.revoked_at ? null : 'expires '}
          <Expiry apiKey={apiKey} />
        </span>
      </TableCell>
      <TableCell className="max-md:hidden">
        <span className="flex w-max max-w-44 flex-wrap gap-1">
          {scopes.map((scope) => (
            <Badge key={scope}>{scope}</Badge>
          ))}
        </span>
      </TableCell>
      <TableCell className="whitespace-nowrap max-sm:hidden">
        <Used apiKey={apiKey} />
      </TableCell>
      <TableCell className="whitespace-nowrap max-sm:hidden">
        <Expiry apiKey={apiKey} />
      </TableCell>
      <TableCell className="pl-0 text-right">
        {state === 'revoked' ? null : <Menu apiKey={apiKey} onVerb={onVerb} />}
      </TableCell>
    </TableRow>
  )
}
