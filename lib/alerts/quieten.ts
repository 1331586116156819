import type { RuleKind } from './contract'

type Heard = { alerts: number; acknowledged: number; unattended: number; flapping: number; brief: number }

/** So few alerts a month are no noise. */
const few = 5

const most = (part: number, whole: number) => part * 2 > whole

/** What would make a noisy rule quieter, in words; null where it is quiet, or where people look at what it says. */
export function suggestQuiet(
  { alerts, acknowledged, unattended, flapping, brief }: Heard,
  kind: RuleKind,
): string | null {
  if (alerts < few || most(acknowledged, alerts)) return null
  if (flapping > 0 && kind === 'metric')
    return 'It comes and goes: a recovery threshold apart from the threshold, or a longer window, keeps it to one alert'
  if (most(brief, alerts) && kind === 'metric')
    return `${brief} of ${alerts} were over within 5 minutes: "for: 5m" would have kept them quiet`
  if (most(unattended, alerts) && kind === 'anomaly')
    return `Nobody looked at ${unattended} of ${alerts}: raise min_severity, or lower the sensitivity of their metrics`
  if (most(unattended, alerts))
    return `Nobody looked at ${unattended} of ${alerts}: a higher threshold, a lower severity or a digest would bother fewer people`
  return null
}
