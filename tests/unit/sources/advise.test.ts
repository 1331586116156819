import { expect, test } from 'vitest'
import { advise } from '@/lib/sources/advise'

test.each([
  [
    'failed',
    "wal_level is replica, which keeps too little to follow; run: ALTER SYSTEM SET wal_level = 'logical'; and restart the server",
    "ALTER SYSTEM SET wal_level = 'logical';",
  ],
  [
    'failed',
    "the replication slot x was not made by this DataWatch; if nobody else reads it, run: SELECT pg_drop_replication_slot('x'); else choose another slot",
    "SELECT pg_drop_replication_slot('x');",
  ],
  [
    'failed',
    'permission denied. As an owner of the database, run: ALTER ROLE "r" REPLICATION;',
    'ALTER ROLE "r" REPLICATION;',
  ],
  [
    'streaming',
    'must be owner. As an owner of the tables, run: CREATE PUBLICATION "a" FOR TABLE "s"."t"; ALTER PUBLICATION "b" ADD TABLE "s"."u";',
    'CREATE PUBLICATION "a" FOR TABLE "s"."t"; ALTER PUBLICATION "b" ADD TABLE "s"."u";',
  ],
] as const)('%s: what is said to be run can be copied', (state, detail, sql) => {
  expect(advise(state, detail)?.sql).toBe(sql)
})

test.each([
  ['waiting', 'the database cannot be reached: connect ECONNREFUSED 127.0.0.1:1', 'Nothing listens'],
  ['waiting', 'the database cannot be reached: getaddrinfo ENOTFOUND db', 'Check the host'],
  ['failed', 'password authentication failed for user "u"', 'user and password'],
  ['failed', 'self-signed certificate', 'certificate of its authority'],
  ['taken', 'the replication slot x is in use by process 7 of the server', 'another slot'],
] as const)('%s, %s', (state, detail, words) => {
  expect(advise(state, detail)?.words).toContain(words)
})

test('where nothing is wrong there is nothing to do', () => {
  expect(advise('streaming', '')).toBeNull()
  expect(advise('paused', 'paused by somebody')).toBeNull()
})
