import { BellOff, Check, CircleCheck, CircleDot, Clock3, Flame, type LucideIcon, Repeat2, Split } from 'lucide-react'
import { severityTones } from '@/components/anomalies/severity'
import { Badge, type BadgeTone } from '@/components/ui/badge'
import type { RuleHealth, Severity } from '@/lib/alerts/contract'
import type { Alert, AlertStatus, Hush } from '@/lib/alerts/incident-contract'
import { hushReasons, hushWords } from './alert-words'

export const SeverityBadge = ({ severity }: { severity: Severity }) => (
  <Badge tone={severityTones[severity]}>{severity}</Badge>
)

const statuses: Record<AlertStatus, { tone: BadgeTone; icon: LucideIcon }> = {
  firing: { tone: 'destructive', icon: Flame },
  acknowledged: { tone: 'outline', icon: Check },
  resolved: { tone: 'success', icon: CircleCheck },
}
const hushIcons: Record<Hush, LucideIcon> = {
  silenced: BellOff,
  inhibited: Split,
  snoozed: Clock3,
  flapping: Repeat2,
}

/** Where an alert stands, and why nobody is told where nobody is. */
export function StatusBadge({ alert: { status, hushed } }: { alert: Pick<Alert, 'status' | 'hushed'> }) {
  const { tone, icon: Icon } = statuses[status]
  const Hushed = hushed && status !== 'resolved' ? hushIcons[hushed] : null
  return (
    <span className="inline-flex flex-wrap gap-1">
      <Badge tone={tone}>
        <Icon aria-hidden />
        {status}
      </Badge>
      {hushed && Hushed ? (
        <Badge tone="neutral" title={hushReasons[hushed]}>
          <Hushed aria-hidden />
          {hushWords[hushed]}
        </Badge>
      ) : null}
    </span>
  )
}

const healths: Record<RuleHealth, { tone: BadgeTone; word: string }> = {
  ok: { tone: 'success', word: 'ok' },
  pending: { tone: 'warning', word: 'pending' },
  firing: { tone: 'destructive', word: 'firing' },
  no_data: { tone: 'warning', word: 'no data' },
  waiting: { tone: 'warning', word: 'waiting' },
  error: { tone: 'destructive', word: 'error' },
  off: { tone: 'outline', word: 'off' },
}
export const healthWord = (state: RuleHealth) => healths[state].word

export function HealthBadge({ state }: { state: RuleHealth }) {
  return (
    <Badge tone={healths[state].tone}>
      {state === 'firing' ? <Flame aria-hidden /> : <CircleDot aria-hidden />}
      {healths[state].word}
    </Badge>
  )
}
