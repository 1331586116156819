import fc from 'fast-check'
import { LosslessNumber } from 'lossless-json'
import { describe, expect, test } from 'vitest'
import type { NativeEvent } from '@/lib/events/native'
import { prepareEvent, readRowKey } from '@/lib/events/prepare'

const native = (more: Partial<NativeEvent> = {}): NativeEvent => ({
  id: 'evt_1',
  type: 'UPDATE',
  source: 'shop',
  database: 'main',
  schema: 'public',
  table: 'orders',
  at: Date.UTC(2026, 2, 1),
  before: { id: 1, status: 'new' },
  after: { id: 1, status: 'paid' },
  key: null,
  detail: null,
  upsert: false,
  ...more,
})

describe('readRowKey', () => {
  const row = (more: Partial<NativeEvent>) => readRowKey({ key: null, before: null, after: null, ...more })
  test.each<[string, Partial<NativeEvent>, string | null]>([
    ['what the source says', { key: { order_id: 7 }, after: { id: 1 } }, '{"order_id":"7"}'],
    ['several columns, whatever their order', { key: { b: 2, a: 'x' } }, '{"a":"x","b":"2"}'],
    ['a number and the same text are one row', { key: { id: '7' } }, '{"id":"7"}'],
    [
      'a number that a double cannot hold',
      { key: { id: new LosslessNumber('9007199254740993') } },
      '{"id":"9007199254740993"}',
    ],
    ['a column named as keys are', { after: { _id: 'a', name: 'x' } }, '{"_id":"a"}'],
    ["Oracle's capitals", { after: { ID: 7, NAME: 'x' } }, '{"ID":"7"}'],
    ["SQL Server's capital", { after: { Id: 7, Name: 'x' } }, '{"Id":"7"}'],
    ['id before uuid', { after: { uuid: 'u', id: 1 } }, '{"id":"1"}'],
    ['the next where id says nothing', { after: { id: null, uuid: 'u' } }, '{"uuid":"u"}'],
    ['the row before a DELETE', { before: { id: 3 } }, '{"id":"3"}'],
    ['the row as it is now, where it has both', { before: { id: 3 }, after: { id: 4 } }, '{"id":"4"}'],
    ['false is a value', { key: { flag: false } }, '{"flag":"false"}'],
    ['zero and the empty text are values', { key: { a: 0, b: '' } }, '{"a":"0","b":""}'],
    ['no column of a key', { after: { name: 'x' } }, null],
    ['id that is an object', { after: { id: { $oid: 'a' } } }, null],
    ['a key with a null in it', { key: { a: 1, b: null } }, null],
    ['an empty key', { key: {} }, null],
    ['no row at all', {}, null],
    ['a key inherited by no one', { after: Object.create({ id: 1 }) }, null],
  ])('%s', (_name, event, expected) => expect(row(event)).toBe(expected))
})

describe('the id hash', () => {
  test('is 32 digits that follow from source, schema, table and id alone', () => {
    const { idHash } = prepareEvent(native())
    expect(idHash).toMatch(/^[0-9a-f]{32}$/)
    expect(prepareEvent(native({ type: 'DELETE', at: 0, after: null, database: 'other' })).idHash).toBe(idHash)
  })

  test('tells any two of them apart, also where a name ends in what the next begins with', () => {
    const name = fc.string({ maxLength: 3, unit: fc.constantFrom('a', 'b', '-', '.') })
    const identity = fc.record({ source: name, schema: name, table: name, id: name })
    fc.assert(
      fc.property(identity, identity, (one, other) => {
        const same = JSON.stringify(Object.entries(one).sort()) === JSON.stringify(Object.entries(other).sort())
        expect(prepareEvent(native(one)).idHash === prepareEvent(native(other)).idHash).toBe(same)
      }),
    )
  })
})

describe('an event without an id', () => {
  const made = (more: Partial<NativeEvent> = {}) => prepareEvent(native({ id: null, ...more })).id

  test('gets the same one each time it is sent', () => expect(made()).toBe(made()))

  test.each<[string, Partial<NativeEvent>]>([
    ['type', { type: 'INSERT' }],
    ['time', { at: Date.UTC(2026, 2, 1) + 1 }],
    ['row before', { before: { id: 1, status: 'open' } }],
    ['no row before', { before: null }],
    ['row after', { after: { id: 1, status: 'void' } }],
    ['key', { key: { id: 2 } }],
    ['position', { detail: { position: { lsn: '0/2' } } }],
  ])('gets another one by its %s', (_name, more) => expect(made(more)).not.toBe(made()))

  describe('and without a time of its own', () => {
    const request = (...events: Partial<NativeEvent>[]) => {
      const repeats = new Map()
      return events.map((more) => prepareEvent(native({ id: null, ...more }), repeats).id)
    }

    test('gets the same one whenever it arrives', () => expect(request({ at: 1 })).toEqual(request({ at: 2 })))

    test('is told from its equals in the request, and they from another table’s', () => {
      const ids = request({}, {}, { table: 'other' }, {})
      expect(new Set(ids).size).toBe(3)
      expect(ids[2]).toBe(ids[0])
      expect(request({ at: 2 }, { at: 2 }, { at: 2 })).toEqual([ids[0], ids[1], ids[3]])
    })

    test('gets another one by its content', () =>
      expect(request({ after: { id: 1, status: 'void' } })).not.toEqual(request({})))
  })
})

describe('the texts that PostgreSQL gets', () => {
  test('hold every number as it was sent', () => {
    const after = { id: new LosslessNumber('9007199254740993'), deep: { v: new LosslessNumber('1e400') } }
    expect(prepareEvent(native({ after })).afterText).toBe('{"id":9007199254740993,"deep":{"v":1e400}}')
  })

  test.each<[string, string, string, boolean]>([
    ['NUL', 'a\0b', 'a\ufffdb', true],
    ['the first half of a pair', 'a\ud83d', 'a\ufffd', true],
    ['the second half', '\udd00b', '\ufffdb', true],
    ['a whole pair', '🛒', '🛒', false],
    ['a text that reads like an escape', '\\u0000 \\ud800', '\\u0000 \\ud800', false],
    ['a backslash before NUL', '\\\0', '\\\ufffd', true],
    ['other control characters', '\u0001\n', '\u0001\n', false],
  ])('%s', (_name, given, stored, repaired) => {
    const event = prepareEvent(native({ after: { id: 1, note: given, list: [{ [given]: given }] } }))
    expect(JSON.parse(event.afterText!)).toEqual({ id: 1, note: stored, list: [{ [stored]: stored }] })
    expect(event.repaired).toBe(repaired)
    expect(event.after?.note).toBe(stored)
  })

  test('any text comes back but for what cannot be stored', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (given) => {
        const { afterText, after } = prepareEvent(native({ after: { note: given } }))
        expect(JSON.parse(afterText!)).toEqual({ note: given.replaceAll('\0', '\ufffd') })
        expect(after?.note).toBe(JSON.parse(afterText!).note)
      }),
    )
  })
})
