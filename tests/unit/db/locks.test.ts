import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { lockSpaces, locks } from '@/lib/db/locks'

test('no two locks share a number', () => {
  for (const numbers of [Object.values(locks), Object.values(lockSpaces)]) {
    expect(new Set<number>(numbers).size).toBe(numbers.length)
  }
})

test('writers of raw events hold the lock by which partitions are opened', () => {
  expect(readFileSync('drizzle/migrations/0001_ids_with_events.sql', 'utf8')).toContain(
    `pg_advisory_xact_lock_shared(${locks.turn})`,
  )
})
