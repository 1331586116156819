import { LosslessNumber } from 'lossless-json'
import { describe, expect, test } from 'vitest'
import { findExcess, readNative } from '@/lib/events/native'
import { parseJson } from '@/lib/events/parse'

const at = Date.UTC(2026, 2, 1, 10)
const limits = { maxIdLength: 255, maxDepth: 5, maxKeys: 3, latestAt: at + 86_400_000 }
const roomy = { ...limits, maxDepth: 32, maxKeys: 100 }
const insert = (more: Record<string, unknown> = {}) => ({
  id: 'evt_1',
  type: 'INSERT',
  table: 'orders',
  timestamp: '2026-03-01T10:00:00Z',
  after: { id: 1 },
  ...more,
})
const read = (message: unknown) => readNative(message, roomy)

/** Lists nested `levels` deep, as `JSON.parse` takes them. */
const deepList = (levels: number) => JSON.parse('['.repeat(levels) + ']'.repeat(levels)) as object
const deepObject = (levels: number) => JSON.parse(`${'{"a":'.repeat(levels - 1)}{}${'}'.repeat(levels - 1)}`) as object
const bounds = { maxDepth: 5, maxKeys: 3 }

describe('findExcess', () => {
  test.each<[string, object, string | undefined]>([
    ['lists as deep as allowed', deepList(5), undefined],
    ['lists one deeper', deepList(6), 'too_deep'],
    ['objects as deep as allowed', deepObject(5), undefined],
    ['objects one deeper', deepObject(6), 'too_deep'],
    ['lists of three million levels', deepList(3_000_000), 'too_deep'],
    ['as many keys as allowed', { a: 1, b: 2, c: 3 }, undefined],
    ['one key more', { a: 1, b: 2, c: 3, d: 4 }, 'too_many_keys'],
    ['one key more below', [{ x: { a: 1, b: 2, c: 3, d: 4 } }], 'too_many_keys'],
    ['a list longer than objects may be', [1, 2, 3, 4, 5], undefined],
    ['an exact number is no level of its own', [[[[[new LosslessNumber('9007199254740993')]]]]], undefined],
    ['a deep branch behind a wide one', { a: [1, 2, 3, 4], b: deepList(5) }, 'too_deep'],
    ['under the key __proto__', JSON.parse('{"__proto__":{"a":{"b":{"c":{"d":{}}}}}}'), 'too_deep'],
  ])('%s', (_name, root, code) => expect(findExcess(root, bounds)?.code).toBe(code))

  test('its words name the limit', () => {
    expect(findExcess(deepList(6), bounds)?.message).toContain('5 levels')
    expect(findExcess({ a: 1, b: 2, c: 3, d: 4 }, bounds)?.message).toMatch(/4 keys.*3/)
  })
})

describe('refused', () => {
  test.each<[string, unknown, string]>([
    ['a text', 'INSERT', 'not_an_object'],
    ['a list', [insert()], 'not_an_object'],
    ['null', null, 'not_an_object'],
    ['an empty id', insert({ id: '' }), 'invalid_id'],
    ['an id that is a boolean', insert({ id: true }), 'invalid_id'],
    ['an id of 256 characters', insert({ id: 'x'.repeat(256) }), 'invalid_id'],
    ['no type', insert({ type: undefined }), 'missing_type'],
    ['a type that is a number', insert({ type: 1 }), 'invalid_type'],
    ['no table', insert({ table: null }), 'missing_table'],
    ['a table that is an object', insert({ table: { name: 'orders' } }), 'missing_table'],
    ['a table of 256 characters', insert({ table: 'x'.repeat(256) }), 'invalid_table'],
    ['no timestamp', insert({ timestamp: undefined }), 'missing_timestamp'],
    ['a timestamp in words', insert({ timestamp: 'yesterday' }), 'invalid_timestamp'],
    ['a millisecond before 1970', insert({ timestamp: '1969-12-31T23:59:59.999Z' }), 'timestamp_out_of_range'],
    ['a millisecond too far ahead', insert({ timestamp: limits.latestAt + 1 }), 'timestamp_out_of_range'],
    ['a before that is a text', insert({ before: '{}' }), 'invalid_before'],
    ['an after that is a list', insert({ after: [] }), 'invalid_after'],
    ['a key that is a number', insert({ key: 1 }), 'invalid_key'],
    ['INSERT without after', insert({ after: null }), 'missing_after'],
    ['UPDATE without after', insert({ type: 'UPDATE', after: undefined }), 'missing_after'],
    ['SNAPSHOT without after', insert({ type: 'SNAPSHOT', after: undefined }), 'missing_after'],
    ['a type of a million levels', insert({ type: deepList(1_000_000) }), 'too_deep'],
    ['a timestamp of a million levels', insert({ timestamp: deepList(1_000_000) }), 'too_deep'],
    ['metadata of a million levels', insert({ metadata: deepList(1_000_000) }), 'too_deep'],
  ])('%s', (_name, message, code) => expect(read(message)).toMatchObject({ kind: 'refused', code }))

  test('under its own id, so that the sender finds it', () => {
    expect(read(insert({ id: 4711, type: 'UPSERT' }))).toMatchObject({ id: '4711', code: 'invalid_type' })
    expect(read(insert({ id: '', type: 'UPSERT' }))).toMatchObject({ id: null })
  })
})

describe('taken', () => {
  const event = (message: unknown) => {
    const reading = read(message)
    if (reading.kind !== 'event') throw new Error(JSON.stringify(reading))
    return reading.event
  }

  test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ['a type in any case', { type: 'Insert' }, { type: 'INSERT' }],
    ['operation for type', { type: undefined, operation: 'update' }, { type: 'UPDATE' }],
    ['a number as id', { id: 4711 }, { id: '4711' }],
    ['an id that a double cannot hold', { id: new LosslessNumber('9007199254740993') }, { id: '9007199254740993' }],
    ['no id', { id: undefined }, { id: null }],
    ['an id of 255 characters', { id: 'x'.repeat(255) }, { id: 'x'.repeat(255) }],
    ['DELETE without images', { type: 'DELETE', after: undefined }, { before: null, after: null }],
    ['TRUNCATE without images', { type: 'TRUNCATE', after: undefined }, { type: 'TRUNCATE', after: null }],
    ['DDL without a table', { type: 'DDL', table: undefined, after: null }, { type: 'DDL', table: '' }],
    ['the latest time', { timestamp: limits.latestAt }, { at: limits.latestAt }],
    ['the first time', { timestamp: 0 }, { at: 0 }],
    ['a number as table', { table: 2024 }, { table: '2024' }],
    [
      'names that PostgreSQL cannot hold',
      { table: 'a\0b\ud800', source: '\udc00' },
      { table: 'a\ufffdb\ufffd', source: '\ufffd' },
    ],
    ['a pair of surrogates as it is', { table: 'orders 🛒' }, { table: 'orders 🛒' }],
    [
      'what stands beside the images',
      { transaction_id: 7, position: { lsn: '0/1' }, ddl_type: null, unknown: 1 },
      {
        detail: { transaction_id: 7, position: { lsn: '0/1' } },
      },
    ],
    ["Savegress's database", { metadata: { database: 'shop' } }, { database: 'shop' }],
    ['nothing beside the images', {}, { detail: null, before: null, key: null, schema: '', database: '', source: '' }],
  ])('%s', (_name, more, expected) => expect(event(insert(more))).toMatchObject(expected))

  test('unix seconds with more decimals than a double holds', () => {
    const message = parseJson(JSON.stringify(insert()).replace('"2026-03-01T10:00:00Z"', '1772359200.123456789'))
    expect(event(message).at).toBe(at + 123)
  })

  test.each(['BEGIN', 'commit'])('%s is a marker, whatever else it lacks', (type) =>
    expect(read({ operation: type })).toEqual({ kind: 'ignored' }),
  )
})
