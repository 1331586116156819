'use client'

import { useState } from 'react'
import { formatAgo, formatWhen } from '@/components/charts/format-time'
import { useRecently, useTimeZone } from '@/components/layout/clock'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { useRevokeShare } from '@/lib/shares/client'
import type { Share } from '@/lib/shares/contract'

const tones = { active: 'success', expired: 'neutral', revoked: 'neutral' } as const
const words = { active: 'Active', expired: 'Expired', revoked: 'Revoked' } as const

function Facts({ share }: { share: Share }) {
  const now = useRecently()
  const timeZone = useTimeZone()
  const { expires_at, revoked_at, last_seen_at, allowed_origins, created_by } = share
  const facts = [
    `Made ${formatAgo(share.created_at, now)}${created_by ? ` by ${created_by}` : ''}`,
    revoked_at ? `revoked ${formatAgo(revoked_at, now)}` : null,
    !revoked_at && expires_at
      ? `${share.status === 'expired' ? 'expired' : 'expires'} ${formatWhen(expires_at, now, timeZone)}`
      : null,
    last_seen_at ? `last opened ${formatAgo(last_seen_at, now)}` : 'never opened',
  ]
  return (
    <div className="text-muted-foreground text-xs [overflow-wrap:anywhere]">
      <p>{facts.filter(Boolean).join(' · ')}</p>
      {allowed_origins.length > 0 ? <p>Embedded in {allowed_origins.join(', ')}</p> : null}
    </div>
  )
}

/** The links of a board that are or were, each with how it stands and the way to end it. */
export function ShareLinks({ boardId, shares }: { boardId: string; shares: readonly Share[] }) {
  const revoke = useRevokeShare(boardId)
  const [asking, setAsking] = useState<string | null>(null)
  const end = (id: string) => revoke.mutate(id, { onSuccess: () => setAsking(null) })
  return (
    <section aria-label="Links" className="grid gap-2">
      <h3 className="font-medium text-[13px]">Links</h3>
      {revoke.isError ? <p className="text-[13px] text-destructive">{revoke.error.message}</p> : null}
      <ul className="divide-y rounded-md border">
        {shares.map((share) => (
          <li key={share.id} className="flex flex-wrap items-center gap-x-3 gap-y-2 px-3 py-2">
            <div className="min-w-0 flex-1 basis-52">
              <p className="flex items-center gap-2 font-medium text-[13px]">
                <span className="min-w-0 truncate">{share.name}</span>
                <Badge tone={tones[share.status]}>{words[share.status]}</Badge>
              </p>
              <Facts share={share} />
            </div>
            {share.status === 'active' && asking !== share.id ? (
              <Button size="sm" aria-label={`Revoke ${share.name}`} onClick={() => setAsking(share.id)}>
                Revoke
              </Button>
            ) : null}
            {asking === share.id ? (
              <div className="flex gap-2">
                <Button size="sm" variant="destructive" onClick={() => end(share.id)} aria-disabled={revoke.isPending}>
                  Revoke for good
                </Button>
                <Button size="sm" onClick={() => setAsking(null)}>
                  Keep
                </Button>
              </div>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  )
}
