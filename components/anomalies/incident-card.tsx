'use client'

import Link from 'next/link'
import { formatMoment } from '@/components/charts/format-time'
import { useTimeZone } from '@/components/layout/clock'
import { Badge } from '@/components/ui/badge'
import { Card, CardDescription, CardHeader, CardTitle } from '@/components/ui/card'
import type { Anomaly } from '@/lib/anomalies/contract'
import type { Explanation } from '@/lib/anomalies/explanation-contract'
import { subjectOf } from './anomaly-words'
import { SeverityBadge } from './severity'

type IncidentCardProps = { anomaly: Anomaly; incident: Explanation['incident'] }

/** The anomalies that are one incident, the likely root first. */
export function IncidentCard({ anomaly, incident }: IncidentCardProps) {
  const timeZone = useTimeZone()
  if (incident.members.length < 2) return null
  return (
    <Card aria-label="Incident">
      <CardHeader className="flex-wrap gap-y-0">
        <CardTitle>Incident</CardTitle>
        <CardDescription>{incident.words}</CardDescription>
      </CardHeader>
      <ul className="max-h-80 divide-y overflow-y-auto border-t">
        {incident.members.map((one) => (
          <li
            key={one.id}
            className="relative flex flex-wrap items-center gap-x-2 gap-y-1 px-4 py-2 text-[13px] hover:bg-muted/50"
          >
            <SeverityBadge anomaly={one} />
            <Link
              href={`/anomalies/${one.id}`}
              aria-current={one.id === anomaly.id ? 'page' : undefined}
              className="min-w-0 flex-1 basis-40 font-mono text-xs [overflow-wrap:anywhere] after:absolute after:inset-0"
            >
              {subjectOf(one)}
            </Link>
            {one.is_root ? <Badge tone="primary">likely root</Badge> : null}
            {one.id === anomaly.id ? <Badge tone="outline">this one</Badge> : null}
            <time dateTime={one.started_at} className="whitespace-nowrap text-muted-foreground text-xs">
              {formatMoment(one.started_at, timeZone)}
            </time>
          </li>
        ))}
      </ul>
    </Card>
  )
}
