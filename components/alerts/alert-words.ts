import { formatCompact } from '@/components/charts/format'
import { formatSpan } from '@/components/charts/format-time'
import type { Operator, RuleKind } from '@/lib/alerts/contract'
import type { Alert, Hush } from '@/lib/alerts/incident-contract'
import type { Matcher } from '@/lib/alerts/routing-contract'

export const kindNames: Record<RuleKind, string> = {
  metric: 'Metric',
  anomaly: 'Anomaly',
  violation: 'Quality',
  schema_change: 'Schema',
  source: 'Source',
}

export const operatorNames: Record<Operator, string> = {
  '>': 'above',
  '>=': 'at or above',
  '<': 'below',
  '<=': 'at or below',
  '=': 'equal to',
  '!=': 'other than',
}

export const hushWords: Record<Hush, string> = {
  silenced: 'silenced',
  inhibited: 'held back',
  snoozed: 'snoozed',
  flapping: 'flapping',
}
/** Why nobody is told. */
export const hushReasons: Record<Hush, string> = {
  silenced: 'A silence covers it',
  inhibited: 'Another alert explains it',
  snoozed: 'Somebody put it off',
  flapping: 'It comes and goes too often to tell each time',
}

/** `1 alert`, `37 alerts`. */
export const countOf = (count: number, word = 'alert') =>
  `${count.toLocaleString('en')} ${word}${count === 1 ? '' : 's'}`

/** The labels that tell an alert from others of its rule, such as `status=failed`. */
export function labelsOf(labels: Record<string, string>): string {
  const own = Object.entries(labels).filter(([name]) => name !== 'schema')
  return own.map(([name, value]) => `${name}=${value}`).join(' · ')
}

/** `412, expected at most 80`; empty where there is no value. */
export function valueText({ value, expected }: Pick<Alert, 'value' | 'expected'>): string {
  const told = value === null ? '' : formatCompact(value)
  if (!expected) return told
  return told ? `${told}, expected ${expected}` : `expected ${expected}`
}

/** How long it lasted, or has lasted until `now`. */
export function lengthOf({ started_at, resolved_at }: Pick<Alert, 'started_at' | 'resolved_at'>, now: number): string {
  const end = resolved_at ? Date.parse(resolved_at) : Math.floor(now / 60_000) * 60_000
  const ms = Math.max(0, end - Date.parse(started_at))
  return formatSpan(ms > 60_000 ? Math.floor(ms / 60_000) * 60_000 : ms)
}

/** `severity=critical`, `table=~orders.*`. */
export const matcherText = ({ label, operator, value }: Matcher) => `${label}${operator}${value}`
/** Those of which something is written. */
export const writtenMatchers = (matchers: readonly Matcher[]) => matchers.filter(({ label }) => label.trim() !== '')
export const matchersText = (matchers: readonly Matcher[]) =>
  matchers.length > 0 ? matchers.map(matcherText).join(', ') : 'every alert'

/** A number of minutes as one says it. */
export const minutesText = (minutes: number | null) =>
  minutes === null ? '–' : minutes < 1 ? '< 1m' : formatSpan(Math.round(minutes) * 60_000)
