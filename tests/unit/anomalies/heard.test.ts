import { expect, test } from 'vitest'
import { type Heard, knownUntil } from '@/lib/anomalies/heard'

const minute = 60_000
const hour = 60 * minute
const now = Date.UTC(2026, 10, 20, 12)
const ago = (ms: number) => now - ms

test.each<{ name: string; heard: Heard; until: number }>([
  {
    name: 'what is heard now is known as far as it tells',
    heard: { watermarkMs: ago(2000), heardMs: ago(1000), lagMs: 1000 },
    until: ago(2000),
  },
  {
    name: 'what arrives late is waited for, however late',
    heard: { watermarkMs: ago(5 * hour), heardMs: ago(minute), lagMs: 5 * hour },
    until: ago(5 * hour),
  },
  {
    name: 'silence of some minutes says nothing',
    heard: { watermarkMs: ago(14 * minute), heardMs: ago(14 * minute), lagMs: 1000 },
    until: ago(14 * minute),
  },
  {
    name: 'after a quarter of an hour nothing more was sent',
    heard: { watermarkMs: ago(40 * minute), heardMs: ago(40 * minute), lagMs: 1000 },
    until: ago(15 * minute),
  },
  {
    name: 'batches of every six hours: the next one may be somewhat late',
    heard: { watermarkMs: ago(8 * hour), heardMs: ago(8 * hour), lagMs: 6 * hour },
    until: ago(8 * hour),
  },
  {
    name: 'batches of every six hours: one that stays away is missed',
    heard: { watermarkMs: ago(10 * hour), heardMs: ago(10 * hour), lagMs: 6 * hour },
    until: ago(9 * hour),
  },
])('$name', ({ heard, until }) => {
  expect(knownUntil(heard, now)).toBe(until)
})
