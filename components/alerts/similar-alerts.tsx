'use client'

import Link from 'next/link'
import { Moment } from '@/components/layout/time-ago'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import type { Alert, AlertDetail } from '@/lib/alerts/incident-contract'
import { StatusBadge } from './alert-badges'
import { lengthOf } from './alert-words'

function ended(alert: Alert): string {
  if (!alert.resolved_at) return 'not over'
  const by = alert.resolved_by ? `resolved by ${alert.resolved_by}` : 'ended by itself'
  return `${by} after ${lengthOf(alert, 0)}`
}

/** Alerts like this one before it, and what closed them. */
export function SimilarAlerts({ alert: { similar } }: { alert: AlertDetail }) {
  return (
    <Card aria-label="Similar alerts">
      <CardHeader>
        <CardTitle>Similar before</CardTitle>
      </CardHeader>
      {similar.length > 0 ? (
        <ul className="max-h-96 divide-y overflow-y-auto border-t">
          {similar.map((one) => (
            <li key={one.id} className="relative px-4 py-2.5 text-[13px] hover:bg-muted/50">
              <div className="flex flex-wrap items-center gap-2">
                <Link
                  href={`/alerts/${one.id}`}
                  className="min-w-0 flex-1 basis-40 font-medium [overflow-wrap:anywhere] after:absolute after:inset-0 hover:text-primary"
                >
                  {one.title}
                </Link>
                <StatusBadge alert={one} />
              </div>
              <p className="text-muted-foreground text-xs [overflow-wrap:anywhere]">
                <Moment at={one.started_at} /> · {ended(one)}
              </p>
              {one.note ? (
                <blockquote className="mt-1 whitespace-pre-wrap border-l-2 pl-2 text-muted-foreground text-xs [overflow-wrap:anywhere]">
                  {one.note}
                </blockquote>
              ) : null}
            </li>
          ))}
        </ul>
      ) : (
        <CardContent className="text-[13px] text-muted-foreground">There was none like it before.</CardContent>
      )}
    </Card>
  )
}
