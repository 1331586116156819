'use client'

import Link from 'next/link'
import type { ReactNode } from 'react'
import { TimeAgo } from '@/components/layout/time-ago'
import { Badge, type BadgeTone } from '@/components/ui/badge'
import type { Delivery, DeliveryKind, DeliveryStatus } from '@/lib/alerts/channel-contract'

const tones: Record<DeliveryStatus, BadgeTone> = {
  pending: 'warning',
  sent: 'success',
  dead: 'destructive',
  cancelled: 'outline',
}
const words: Record<DeliveryStatus, string> = {
  pending: 'on its way',
  sent: 'sent',
  dead: 'not delivered',
  cancelled: 'no longer needed',
}
const kinds: Record<DeliveryKind, string> = {
  opened: 'opened',
  updated: 'update',
  resolved: 'resolved',
  escalated: 'escalation',
  reminder: 'reminder',
}

type DeliveryRowsProps = {
  deliveries: readonly Delivery[]
  /** What leads: the channel, or the alert. */
  lead: 'channel' | 'alert'
  action?: (delivery: Delivery) => ReactNode
}

/** Messages one below the other: where each is, and what kept it. */
export function DeliveryRows({ deliveries, lead, action }: DeliveryRowsProps) {
  return (
    <ul className="divide-y border-t">
      {deliveries.map((one) => (
        <li key={one.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5">
          <div className="min-w-0 flex-1 basis-52">
            <p className="text-[13px] [overflow-wrap:anywhere]">
              {lead === 'channel' ? (
                <span className="font-medium">{one.channel_name}</span>
              ) : (
                <Link href={`/alerts/${one.alert_id}`} className="font-medium hover:text-primary">
                  {one.alert_title}
                </Link>
              )}
              <span className="text-muted-foreground">
                {' '}
                · {kinds[one.kind]}
                {lead === 'alert' ? ` · ${one.channel_name}` : ''}
              </span>
            </p>
            <p className="text-muted-foreground text-xs [overflow-wrap:anywhere]">
              <TimeAgo at={one.sent_at ?? one.created_at} />
              {one.attempts > 1 ? ` · ${one.attempts} tries` : ''}
              {one.status !== 'sent' && one.last_error ? ` · ${one.last_error}` : ''}
            </p>
          </div>
          <Badge tone={tones[one.status]}>{words[one.status]}</Badge>
          {action?.(one)}
        </li>
      ))}
    </ul>
  )
}
