import { formatChange, formatCompact } from '@/components/charts/format'
import type { Anomaly } from '@/lib/anomalies/contract'
import { typeNouns } from '@/lib/anomalies/explain-words'
import type { Explanation } from '@/lib/anomalies/explanation-contract'
import { subjectOf } from './anomaly-words'
import { feedbackGiven } from './feedback-words'

export const momentKinds = [
  'schema',
  'note',
  'related',
  'started',
  'peak',
  'ended',
  'detected',
  'acknowledged',
  'judged',
  'resolved',
] as const
export type MomentKind = (typeof momentKinds)[number]
export type TimelineMoment = { kind: MomentKind; at: string; text: string; href?: string }

type Told = Pick<Explanation, 'incident' | 'notes' | 'schema_changes'>

function ownMoments(anomaly: Anomaly): TimelineMoment[] {
  const {
    started_at,
    peak_at,
    ended_at,
    detected_at,
    acknowledged_at,
    resolved_at,
    value,
    expected,
    feedback,
    feedback_at,
    feedback_by,
  } = anomaly
  const change = formatChange(value, expected.value)
  const peak = `Peak: ${formatCompact(value)}${change ? ` (${change})` : ''}`
  const note = anomaly.note ? `: ${anomaly.note}` : ''
  return [
    { kind: 'started', at: started_at, text: `Started: ${anomaly.severity} ${anomaly.type}` },
    ...(peak_at && peak_at !== started_at ? [{ kind: 'peak' as const, at: peak_at, text: peak }] : []),
    ...(ended_at ? [{ kind: 'ended' as const, at: ended_at, text: 'Back to usual' }] : []),
    { kind: 'detected', at: detected_at, text: 'Detected' },
    ...(acknowledged_at
      ? [
          {
            kind: 'acknowledged' as const,
            at: acknowledged_at,
            text: `Acknowledged by ${anomaly.acknowledged_by}${note}`,
          },
        ]
      : []),
    ...(feedback && feedback_at
      ? [
          {
            kind: 'judged' as const,
            at: feedback_at,
            text: `Judged by ${feedback_by ?? 'a person'}: ${feedbackGiven(anomaly)}`,
          },
        ]
      : []),
    ...(resolved_at ? [{ kind: 'resolved' as const, at: resolved_at, text: 'Resolved' }] : []),
  ]
}

/** All that is known to have happened around an anomaly, in the order of time. */
export function timelineOf(anomaly: Anomaly, told: Told | undefined): TimelineMoment[] {
  const moments = ownMoments(anomaly)
  for (const one of told?.incident.members ?? []) {
    if (one.id === anomaly.id) continue
    const text = `${one.is_root ? 'Likely root' : 'Related'}: ${typeNouns[one.type]} of ${subjectOf(one)}`
    moments.push({ kind: 'related', at: one.started_at, text, href: `/anomalies/${one.id}` })
  }
  for (const { at, kind, text, url } of told?.notes ?? []) {
    moments.push({
      kind: 'note',
      at,
      text: `${kind === 'other' ? 'Note' : kind.charAt(0).toUpperCase() + kind.slice(1)}: ${text}`,
      ...(url ? { href: url } : {}),
    })
  }
  for (const { at, kind, table, words, event, change } of told?.schema_changes ?? []) {
    const ofEvent = event ? `/events?table=${encodeURIComponent(table)}` : undefined
    const href = change ? `/schema?view=changes&change=${change}` : ofEvent
    const text = kind === 'schema' ? words : `Schema of ${table}: ${words}`
    moments.push({ kind: 'schema', at, text, ...(href ? { href } : {}) })
  }
  const rank = ({ kind }: TimelineMoment) => momentKinds.indexOf(kind)
  moments.sort((a, b) => Date.parse(a.at) - Date.parse(b.at) || rank(a) - rank(b))
  return moments
}
