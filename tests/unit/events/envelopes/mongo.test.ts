import { LosslessNumber } from 'lossless-json'
import { describe, expect, test } from 'vitest'
import { plainDocument } from '@/lib/events/envelopes/mongo-document'
import { change } from './debezium-messages'
import { draft, outcome } from './read-one'

const source = { connector: 'mongodb', name: 'docs', ts_ms: 1_932_000_000_000, db: 'shop', collection: 'carts', ord: 3 }
const mongo = (more: Record<string, unknown> = {}) => change({ source, after: null, ...more })
const document =
  '{"_id":{"$oid":"66f0c0ffee0000000000abcd"},"total":{"$numberDecimal":"12.30"},"items":[{"n":{"$numberLong":"9007199254740993"}}]}'

describe('a value of extended JSON', () => {
  test.each<[string, unknown, unknown]>([
    ['an id', { $oid: '66f0c0ffee0000000000abcd' }, '66f0c0ffee0000000000abcd'],
    ['a decimal', { $numberDecimal: '1.10' }, '1.10'],
    ['a long', { $numberLong: '42' }, 42],
    ['a long that a double cannot hold', { $numberLong: '9007199254740993' }, new LosslessNumber('9007199254740993')],
    ['an int', { $numberInt: '-7' }, -7],
    ['a double', { $numberDouble: '2.5' }, 2.5],
    ['no number', { $numberDouble: 'NaN' }, 'NaN'],
    ['a date', { $date: 1_932_000_000_000 }, '2031-03-23T02:40:00.000Z'],
    ['a date as a long', { $date: { $numberLong: '0' } }, '1970-01-01T00:00:00.000Z'],
    ['a date as a text', { $date: '2031-03-23T02:40:00Z' }, '2031-03-23T02:40:00Z'],
    ['a timestamp', { $timestamp: { t: 1_932_000_000, i: 1 } }, '2031-03-23T02:40:00.000Z'],
    ['bytes', { $binary: { base64: 'AQI=', subType: '00' } }, 'AQI='],
    ['bytes of old', { $binary: 'AQI=', $type: '00' }, 'AQI='],
    ['nothing', { $undefined: true }, null],
    ['a field with a dollar', { $price: 1, a: 2 }, { $price: 1, a: 2 }],
    ['a list', [{ $oid: 'a' }, 1], ['a', 1]],
  ])('%s', (_name, value, expected) => expect(plainDocument(value)).toEqual(expected))
})

describe('a document', () => {
  test('that came', () =>
    expect(draft(mongo({ after: document }))).toMatchObject({
      type: 'INSERT',
      database: 'shop',
      schema: undefined,
      table: 'carts',
      after: {
        _id: '66f0c0ffee0000000000abcd',
        total: '12.30',
        items: [{ n: new LosslessNumber('9007199254740993') }],
      },
      position: { ord: 3 },
    }))

  test('that changed, of which only the change is told', () => {
    const updateDescription = {
      updatedFields: '{"total":{"$numberDecimal":"9.90"},"address.city":"Rome"}',
      removedFields: ['note', 'address.zip'],
      truncatedArrays: null,
    }
    expect(draft(mongo({ op: 'u', updateDescription }))).toMatchObject({
      type: 'UPDATE',
      after: { note: null, total: '9.90' },
    })
    expect(draft(mongo({ op: 'u', after: document, updateDescription })).after).toHaveProperty('items')
  })

  test('has the key of its record', () => {
    const value = mongo({ op: 'd' })
    expect(draft({ key: { id: '{"$oid":"66f0"}' }, value }).key).toEqual({ _id: '66f0' })
    expect(draft({ key: { payload: { id: '7' } }, value }).key).toEqual({ _id: 7 })
    expect(draft({ ...value, filter: '{"_id":{"$oid":"66f1"}}' }).key).toEqual({ _id: '66f1' })
    expect(draft(value).key).toBeUndefined()
  })

  test('that is no document is left to be refused', () =>
    expect(draft(mongo({ after: 'not JSON' })).after).toBe('not JSON'))

  test('of a million levels harms nobody', () => {
    const after = `${'{"a":'.repeat(1_000_000)}1${'}'.repeat(1_000_000)}`
    expect(['event', 'refused']).toContain(outcome(mongo({ after })).kind)
  })
})
