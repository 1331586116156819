import type { Pgoutput } from 'pg-logical-replication'
import { describe, expect, test } from 'vitest'
import { structure } from '@/lib/events/structure'
import { type Origin, pickKey, rowEvent, snapshotEvent, truncateEvent } from '@/lib/sources/postgres/row-event'

const column = (name: string, flags = 0) => ({
  name,
  flags,
  typeOid: 25,
  typeMod: -1,
  typeSchema: null,
  typeName: null,
  parser: String,
})
const relation: Pgoutput.MessageRelation = {
  tag: 'relation',
  relationOid: 1,
  schema: 'public',
  name: 'orders',
  replicaIdentity: 'default',
  columns: [column('id', 1), column('status'), column('note')],
  keyColumns: ['id'],
}
const whole: Pgoutput.MessageRelation = { ...relation, replicaIdentity: 'full', keyColumns: ['id', 'status', 'note'] }
const origin: Origin = { source: 'shop', database: 'db', keyOf: () => ['id'] }
const committed = { lsn: '0/0000A0F0', at: '2026-03-01T10:00:00.123Z', xid: 7 }
const place = { source: 'shop', database: 'db', schema: 'public', table: 'orders' }
const shared = { ...place, timestamp: committed.at, transaction_id: '7', position: { lsn: committed.lsn } }

describe('rowEvent', () => {
  const rows: [string, Parameters<typeof rowEvent>[0], object][] = [
    [
      'INSERT',
      { tag: 'insert', relation, new: { id: 1, status: 'a', note: null } },
      { type: 'INSERT', before: null, after: { id: 1, status: 'a', note: null }, key: { id: 1 } },
    ],
    [
      'UPDATE under the default identity has no before image',
      { tag: 'update', relation, key: null, old: null, new: { id: 1, status: 'b', note: null } },
      { type: 'UPDATE', before: null, after: { id: 1, status: 'b', note: null }, key: { id: 1 } },
    ],
    [
      'UPDATE of the key brings the old one',
      { tag: 'update', relation, key: { id: 1 }, old: null, new: { id: 2, status: 'b', note: null } },
      { type: 'UPDATE', before: { id: 1 }, after: { id: 2, status: 'b', note: null }, key: { id: 2 } },
    ],
    [
      'a large value that did not change is absent',
      { tag: 'update', relation, key: null, old: null, new: { id: 1, status: 'b', note: undefined } },
      { type: 'UPDATE', before: null, after: { id: 1, status: 'b' }, key: { id: 1 } },
    ],
    [
      'UPDATE of a whole-row identity has both images and the primary key',
      {
        tag: 'update',
        relation: whole,
        key: null,
        old: { id: 1, status: 'a', note: 'n' },
        new: { id: 1, status: 'b', note: 'n' },
      },
      {
        type: 'UPDATE',
        before: { id: 1, status: 'a', note: 'n' },
        after: { id: 1, status: 'b', note: 'n' },
        key: { id: 1 },
      },
    ],
    [
      'DELETE has its key alone',
      { tag: 'delete', relation, key: { id: 1 }, old: null },
      { type: 'DELETE', before: { id: 1 }, after: null, key: { id: 1 } },
    ],
  ]
  test.each(rows)('%s', (_, change, expected) => {
    const told = { [structure]: expect.objectContaining({ slot: 'relation' }) }
    expect(rowEvent(change, committed, 3, origin)).toEqual({ id: '0/0000A0F0:3', ...shared, ...told, ...expected })
  })

  test('a table with neither identity nor primary key has no key', () => {
    const event = rowEvent({ tag: 'insert', relation: whole, new: { id: 1 } }, committed, 0, {
      ...origin,
      keyOf: () => [],
    })
    expect(event).not.toHaveProperty('key')
  })

  test('TRUNCATE', () => {
    expect(truncateEvent(relation, committed, 4, origin)).toEqual({
      id: '0/0000A0F0:4',
      type: 'TRUNCATE',
      ...shared,
      before: null,
      after: null,
    })
  })
})

describe('snapshotEvent', () => {
  const reading = { slot: 'dw', lsn: '0/1', at: committed.at, schema: 'public', table: 'orders', keyColumns: ['id'] }
  test.each([
    ['one column', ['id'], { id: 5 }, 'snapshot:dw:0/1:[5]'],
    ['several columns', ['id', 'note'], { id: 5, note: 'a' }, 'snapshot:dw:0/1:[5,"a"]'],
    ['no key: the place of the row', [], { id: 5 }, 'snapshot:dw:0/1:16384(0,1)'],
  ])('the id says the reading and the row: %s', (_, keyColumns, row, id) => {
    expect(snapshotEvent({ ...reading, keyColumns }, row, '16384(0,1)', origin).id).toBe(id)
  })

  test('a long key is hashed, so that the id stays short', () => {
    const { id } = snapshotEvent({ ...reading, keyColumns: ['note'] }, { note: 'x'.repeat(5000) }, '', origin)
    expect(id.length).toBeLessThan(100)
  })
})

test('pickKey takes a column that is absent after from before, and has no key where one is missing', () => {
  expect(pickKey(['id', 'part'], { part: 2 }, { id: 1, part: 1 })).toEqual({ id: 1, part: 2 })
  expect(pickKey(['id'], { part: 2 })).toBeUndefined()
  expect(pickKey(['id'], { id: null })).toBeUndefined()
})
