import { describe, expect, test } from 'vitest'
import { judgeServer } from '@/lib/sources/postgres/setup/judge-server'
import type { ServerFacts } from '@/lib/sources/postgres/setup/survey'

const good: ServerFacts = {
  version: 160_004,
  versionText: '16.4',
  walLevel: 'logical',
  isStandby: false,
  settled: true,
  encrypted: true,
  slots: { most: 10, used: 1 },
  senders: { most: 10, used: 1 },
  keepMiB: 20_480,
  role: 'reader',
  database: 'shop',
  mayReplicate: true,
  mayCreate: true,
  provider: null,
}
const of = (facts: Partial<ServerFacts>, id: string) => judgeServer({ ...good, ...facts }).find((one) => one.id === id)

test('of a server that is as it should be nothing is said against', () => {
  expect(judgeServer(good).filter(({ state }) => state !== 'ok')).toEqual([])
})

describe('what is in the way comes with what mends it', () => {
  test.each<[string, Partial<ServerFacts>, string, string | null]>([
    ['an old version', { version: 120_010, versionText: '12.10' }, 'version', null],
    ['a pooler', { settled: false }, 'pooler', null],
    ['a standby', { isStandby: true }, 'primary', null],
    ['wal_level', { walLevel: 'replica' }, 'wal_level', "ALTER SYSTEM SET wal_level = 'logical';"],
    ['wal_level on RDS', { walLevel: 'replica', provider: 'rds' }, 'wal_level', null],
    ['no slot left', { slots: { most: 4, used: 4 } }, 'slots', "ALTER SYSTEM SET max_replication_slots = '14';"],
    ['no sender left', { senders: { most: 2, used: 2 } }, 'senders', "ALTER SYSTEM SET max_wal_senders = '12';"],
    ['no right', { mayReplicate: false, role: 'a"b' }, 'replication', 'ALTER ROLE "a""b" REPLICATION;'],
    ['no right on RDS', { mayReplicate: false, provider: 'rds' }, 'replication', 'GRANT rds_replication TO "reader";'],
  ])('%s', (_, facts, id, sql) => {
    expect(of(facts, id)).toMatchObject({ state: 'fail', sql })
  })

  test('providers have their own ways to wal_level', () => {
    expect(of({ walLevel: 'replica', provider: 'rds' }, 'wal_level')?.detail).toContain('rds.logical_replication')
    expect(of({ walLevel: 'replica', provider: 'cloudsql' }, 'wal_level')?.detail).toContain(
      'cloudsql.logical_decoding',
    )
  })
})

test.each([
  [-1, 'without a bound'],
  [64, 'Only 64 MiB'],
])('a log kept of %i MiB is to be known, and stops nothing', (keepMiB, words) => {
  const found = of({ keepMiB }, 'keeping')
  expect(found).toMatchObject({ state: 'warn', detail: expect.stringContaining(words) })
  expect(found?.sql).toContain('max_slot_wal_keep_size')
})

test('an open connection is to be known', () => {
  expect(of({ encrypted: false }, 'tls')).toMatchObject({ state: 'warn' })
})
