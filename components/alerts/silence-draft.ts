import type { SilenceInput } from '@/lib/alerts/client'
import type { Alert } from '@/lib/alerts/incident-contract'
import type { Matcher } from '@/lib/alerts/routing-contract'
import { writtenMatchers } from './alert-words'

export const silenceTimes = [
  { value: '1h', label: '1 hour' },
  { value: '4h', label: '4 hours' },
  { value: '1d', label: '1 day' },
  { value: '1w', label: '1 week' },
  { value: 'until', label: 'Until a time …' },
] as const
export type SilenceTime = (typeof silenceTimes)[number]['value']

/** A silence as it is being written; times as the browser's fields have them. */
export type SilenceDraft = {
  matchers: Matcher[]
  time: SilenceTime
  startsAt: string
  endsAt: string
  comment: string
}

export const newSilence = (matchers: Matcher[] = [{ label: 'table', operator: '=', value: '' }]): SilenceDraft => ({
  matchers,
  time: '1h',
  startsAt: '',
  endsAt: '',
  comment: '',
})

const equal = (label: string, value: string): Matcher => ({ label, operator: '=', value })

/** A silence of whatever is like an alert: its rule and what tells it from others of that rule. */
export function silenceLike({ rule_name, labels }: Pick<Alert, 'rule_name' | 'labels'>): SilenceDraft {
  const own = Object.entries(labels).filter(([name]) => name !== 'schema' && name !== 'rule')
  return newSilence([equal('rule', rule_name), ...own.map(([name, value]) => equal(name, value))])
}

/** What a draft says, or in words what is missing. */
export function readSilence({ matchers, time, startsAt, endsAt, comment }: SilenceDraft): SilenceInput | string {
  const given = writtenMatchers(matchers)
  if (given.length === 0) return 'Say what it covers: at least one label, such as table'
  const empty = given.find(({ value, operator }) => value === '' && operator === '=')
  if (empty) return `Say which ${empty.label}`
  if (time === 'until' && endsAt === '') return 'Say until when'
  const starts = startsAt === '' ? {} : { starts_at: new Date(startsAt).toISOString() }
  const ends = time === 'until' ? { ends_at: new Date(endsAt).toISOString() } : { duration: time }
  return { matchers: given, comment: comment.trim(), ...starts, ...ends }
}
