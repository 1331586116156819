'use client'

import { useQuery } from '@tanstack/react-query'
import { KeyRound, Mail } from 'lucide-react'
import { Moment, TimeAgo } from '@/components/layout/time-ago'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Card, CardHeader, CardTitle } from '@/components/ui/card'
import { useToast } from '@/components/ui/toast'
import { invitationsOptions, useRevokeInvitation } from '@/lib/access/people-client'
import type { Invitation } from '@/lib/access/people-contract'
import { roleWords } from './role-words'

function Row({ invitation }: { invitation: Invitation }) {
  const { id, kind, email, role, created_by, created_at, expires_at } = invitation
  const [revoking, say] = [useRevokeInvitation(), useToast()]
  const Icon = kind === 'reset' ? KeyRound : Mail
  const revoke = () =>
    revoking.mutate(id, {
      onSuccess: () => say({ title: `The link for ${email} no longer works` }),
      onError: (error) => say({ title: error.message, tone: 'error' }),
    })
  return (
    <li aria-label={email} className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3">
      <Icon aria-hidden className="size-4 shrink-0 text-muted-foreground" />
      <div className="min-w-0 flex-1 basis-52">
        <p className="flex flex-wrap items-center gap-2 font-medium text-[13px] [overflow-wrap:anywhere]">
          {email}
          <Badge tone="outline">{kind === 'reset' ? 'New password' : roleWords[role].name}</Badge>
        </p>
        <p className="text-muted-foreground text-xs [overflow-wrap:anywhere]">
          {created_by}, <TimeAgo at={created_at} /> · works until <Moment at={expires_at} />
        </p>
      </div>
      <Button size="sm" aria-label={`Revoke the link for ${email}`} onClick={revoke} disabled={revoking.isPending}>
        Revoke
      </Button>
    </li>
  )
}

/** The links that were made and wait for somebody; nothing where there are none. */
export function InvitationRows() {
  const { data } = useQuery(invitationsOptions())
  if (!data || data.invitations.length === 0) return null
  return (
    <Card aria-label="Open links">
      <CardHeader>
        <CardTitle>Links that wait for somebody</CardTitle>
      </CardHeader>
      <ul className="divide-y border-t">
        {data.invitations.map((one) => (
          <Row key={one.id} invitation={one} />
        ))}
      </ul>
    </Card>
  )
}
