import type { Scope } from '@/lib/access/access-words'
import type { KeyInput } from '@/lib/access/key-client'
import type { ApiKey } from '@/lib/access/key-contract'

const day = 24 * 60 * 60_000

export const keyLives = [
  { value: '30', label: 'In 30 days' },
  { value: '90', label: 'In 90 days' },
  { value: '365', label: 'In a year' },
  { value: 'date', label: 'On a day …' },
  { value: 'never', label: 'Never' },
] as const
export type KeyLife = (typeof keyLives)[number]['value']

/** A key as it is being written; `until` as the browser's field has it. */
export type KeyDraft = {
  name: string
  scopes: Scope[]
  tables: string[]
  rateLimit: string
  life: KeyLife
  until: string
}

export const newKey: KeyDraft = { name: '', scopes: ['ingest'], tables: [], rateLimit: '', life: '90', until: '' }

export const keyDraftOf = ({ name, scopes, tables, rate_limit, expires_at }: ApiKey): KeyDraft => ({
  name,
  scopes,
  tables: tables ?? [],
  rateLimit: rate_limit === null ? '' : String(rate_limit),
  life: expires_at ? 'date' : 'never',
  until: expires_at?.slice(0, 10) ?? '',
})

/** Whether it can be bound to tables: a key that does nothing but send events. */
export const canBind = (scopes: readonly Scope[]): boolean => scopes.length === 1 && scopes[0] === 'ingest'

/** When a key ends: `was` stays where its day does. */
function endOf({ life, until }: KeyDraft, now: number, was: string | null): string | null {
  if (life === 'never') return null
  if (life !== 'date') return new Date(now + Number(life) * day).toISOString()
  if (was && was.slice(0, 10) === until) return was
  return `${until}T23:59:59.999Z`
}

/** What a draft says, or in words what is missing. */
export function readKey(draft: KeyDraft, now: number, was: string | null = null): KeyInput | string {
  const { name, scopes, tables, rateLimit, life, until } = draft
  if (scopes.length === 0) return 'Say what the key is for: at least one scope'
  if (life === 'date' && until === '') return 'Say on which day it ends'
  if (rateLimit !== '' && !/^[1-9]\d*$/.test(rateLimit)) return 'The limit is a whole number of requests a minute'
  return {
    name: name.trim(),
    scopes,
    tables: canBind(scopes) && tables.length > 0 ? tables : null,
    rate_limit: rateLimit === '' ? null : Number(rateLimit),
    expires_at: endOf(draft, now, was),
  }
}
