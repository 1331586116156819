import { describe, expect, test } from 'vitest'
import { readOne, readSender, type Told } from '@/tests/support/reading'
import { senderMessages } from '@/tests/support/sender-messages'

const { update, definition } = senderMessages.canal
const first = { sku: '7', pieces: '9', place: 'north' }
const second = { sku: '8', pieces: '3', place: null }
const single = (more: Record<string, unknown>) => ({ ...update(), data: [first], old: null, ...more })

describe('canal', () => {
  test('each row of an update is an event, with its own old values put back', () => {
    const { events, notes } = readSender('canal', update())
    expect(events).toMatchObject([
      { type: 'UPDATE', before: { ...first, pieces: '12' }, after: first, key: { sku: '7' } },
      { type: 'UPDATE', before: { ...second, place: 'south' }, after: second, key: { sku: '8' } },
    ])
    expect(events[0]).toMatchObject({ at: '2026-03-04T05:06:07.000Z', source: 'mysql', database: 'depot' })
    expect(notes).toEqual([])
  })

  test('old rows that are fewer belong to no row: no before images, and a note for each', () => {
    const { events, notes } = readSender('canal', { ...update(), old: [{ place: 'south' }] })
    expect(events.map(({ before }) => before)).toEqual([null, null])
    expect(notes.map(({ code }) => code)).toEqual(['old_rows_unmatched', 'old_rows_unmatched'])
  })

  test.each<[string, unknown, Told]>([
    ['an insert', single({ type: 'INSERT' }), { type: 'INSERT', before: null, after: first, key: { sku: '7' } }],
    ['a delete', single({ type: 'DELETE' }), { type: 'DELETE', before: first, after: null, key: { sku: '7' } }],
    ['an update without old values', single({}), { type: 'UPDATE', before: null, after: first }],
    ['an empty old row', single({ old: [{}] }), { before: first, after: first }],
    ['an operation to come', single({ type: 'INIT' }), { type: 'UPDATE', upsert: true, after: first }],
    ['no names of key columns', single({ pkNames: null }), { key: null }],
    ['no execution time', single({ es: undefined }), { at: '2026-03-04T05:06:07.300Z' }],
    ['a truncate', { ...definition(), type: 'TRUNCATE' }, { type: 'TRUNCATE', table: 'shelves', after: null }],
    [
      'a definition',
      definition(),
      {
        type: 'DDL',
        detail: { position: { id: 42, es: 1772600767000 }, ddl_type: 'ALTER_TABLE', ddl_command: definition().sql },
      },
    ],
    ['a definition of another kind', { ...definition(), type: 'QUERY' }, { type: 'DDL' }],
  ])('%s', (_name, message, expected) => expect(readOne('canal', message)).toMatchObject(expected))

  test('a statement without rows is left', () => {
    const message = { ...definition(), isDdl: false, type: 'QUERY' }
    expect(readSender('canal', message).outcomes).toEqual([{ kind: 'ignored', reason: 'QUERY without rows' }])
  })

  test('a row that is none is refused, the others are read', () => {
    const { outcomes } = readSender('canal', { ...update(), data: [first, 'row'], old: null })
    expect(outcomes).toMatchObject([{ kind: 'event' }, { kind: 'refused', code: 'invalid_row' }])
    expect(outcomes[1]).toMatchObject({ message: expect.stringContaining('data[1]') })
  })

  test('ids: one a row, the same when sent again, another for another change of the same second and batch', () => {
    const ids = (message: unknown) => readSender('canal', message).events.map(({ id }) => id)
    expect(new Set(ids(update())).size).toBe(2)
    expect(ids(update())).toEqual(ids(update()))
    expect(ids(single({}))).not.toEqual(ids(single({ data: [{ ...first, pieces: '8' }] })))
  })
})
