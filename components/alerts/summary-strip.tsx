'use client'

import { useQuery } from '@tanstack/react-query'
import { StatTile } from '@/components/metrics/stat-tile'
import { alertSummaryOptions } from '@/lib/alerts/client'
import { severities } from '@/lib/alerts/contract'
import type { AlertSummary } from '@/lib/alerts/incident-contract'
import { minutesText } from './alert-words'

/** How many fire of each severity, the worst first: `2 critical, 1 high`. */
function bySeverity(counts: AlertSummary['by_severity']): string {
  const told = severities.toReversed().flatMap((one) => (counts[one] > 0 ? [`${counts[one]} ${one}`] : []))
  return told.length > 0 ? told.join(', ') : 'nothing fires'
}

function noise({ noisiest }: AlertSummary): { value: string; note: string } {
  const all = noisiest.reduce((sum, { alerts }) => sum + alerts, 0)
  if (all === 0) return { value: '–', note: 'no alert in 30 days' }
  const unattended = noisiest.reduce((sum, one) => sum + one.unattended, 0)
  return { value: `${Math.round((unattended / all) * 100)}%`, note: 'ended before anybody looked' }
}

/** What there is in a line: how much fires, how soon people come to it, how much of it was for nothing; `short` on a phone. */
export function SummaryStrip({ short = false }: { short?: boolean }) {
  const { data } = useQuery(alertSummaryOptions())
  const hushed = data ? data.snoozed + data.silenced : 0
  const noisy = data && noise(data)
  return (
    <div className="mb-4 grid grid-cols-2 gap-3 lg:grid-cols-4">
      <StatTile
        label="Firing"
        value={data && String(data.firing)}
        note={data && bySeverity(data.by_severity)}
        href="/alerts"
      />
      <StatTile
        label="Acknowledged"
        value={data && String(data.acknowledged)}
        note={data && (hushed > 0 ? `${hushed} hushed beside them` : `${data.resolved_last_24h} resolved in 24 h`)}
        href="/alerts?status=acknowledged"
      />
      <div className={short ? 'max-sm:hidden' : undefined}>
        <StatTile
          label="Time to acknowledge"
          value={data && minutesText(data.mean_minutes_to_acknowledge)}
          note={data && `to resolve: ${minutesText(data.mean_minutes_to_resolve)}`}
        />
      </div>
      <div className={short ? 'max-sm:hidden' : undefined}>
        <StatTile label="Noise, 30 days" value={noisy?.value} note={noisy?.note} href="/alerts/noise" />
      </div>
    </div>
  )
}
