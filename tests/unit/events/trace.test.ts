import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Image, NativeEvent } from '@/lib/events/native'
import { prepareEvent } from '@/lib/events/prepare'
import { type KnownRow, needsKnownRow, rowId, traceRows } from '@/lib/events/trace'

const change = (type: NativeEvent['type'], at: number, after: Image | null, more: Partial<NativeEvent> = {}) => ({
  tableId: 1,
  event: prepareEvent({
    id: `${type}-${at}`,
    type,
    source: '',
    database: '',
    schema: 'public',
    table: 'orders',
    at,
    before: null,
    after,
    key: { id: 1 },
    detail: null,
    upsert: false,
    ...more,
  }),
})
const known = (image: Image | null, changedAt: number) =>
  new Map<string, KnownRow>([[rowId(1, '{"id":"1"}'), { image, changedAt }]])
const nothing = new Map<string, KnownRow>()
const row = { id: 1, amount: 50, status: 'new' }

describe('which columns an event wrote', () => {
  const written = (events: ReturnType<typeof change>[], before: ReadonlyMap<string, KnownRow> = nothing) =>
    traceRows(events, before).map((one) => one.written)

  test.each<[string, ReturnType<typeof change>[], ReadonlyMap<string, KnownRow>, (string[] | null)[]]>([
    ['an INSERT all of them', [change('INSERT', 1, row)], nothing, [null]],
    ['an UPDATE of a row never seen all it has', [change('UPDATE', 1, row)], nothing, [['id', 'amount', 'status']]],
    [
      'an UPDATE what differs from the row known',
      [change('UPDATE', 2, { ...row, amount: 51 })],
      known(row, 1),
      [['amount']],
    ],
    [
      'an UPDATE what differs from the one before it in the same group, sent in any order',
      [change('UPDATE', 3, { ...row, status: 'paid' }), change('INSERT', 1, row), change('UPDATE', 2, row)],
      nothing,
      [null, [], ['status']],
    ],
    ['an UPDATE after a DELETE all it has', [change('UPDATE', 3, row)], known(null, 2), [['id', 'amount', 'status']]],
    [
      'a SNAPSHOT, a DELETE and a TRUNCATE nothing',
      [change('SNAPSHOT', 1, row), change('DELETE', 2, null), change('TRUNCATE', 3, null, { key: null })],
      nothing,
      [[], [], []],
    ],
    [
      'the row before is asked first',
      [change('UPDATE', 2, { ...row, status: 'paid' }, { before: { ...row, amount: 49 } })],
      known(row, 1),
      [['amount', 'status']],
    ],
  ])('%s', (_name, events, before, expected) => expect(written(events, before)).toEqual(expected))
})

describe('whether the row as it was known is needed', () => {
  test.each<[string, Partial<NativeEvent>, boolean]>([
    ['not for an INSERT', { type: 'INSERT', after: row }, false],
    ['not for a DELETE', { type: 'DELETE', after: null }, false],
    ['not for an UPDATE with the whole row before', { before: row, after: { ...row, amount: 1 } }, false],
    ['not where the row before has more columns', { before: row, after: { id: 1 } }, false],
    ['for an UPDATE without a row before', { before: null, after: row }, true],
    ['for what may be an INSERT', { before: row, after: row, upsert: true }, true],
    ['for an UPDATE with only the key before', { before: { id: 1 }, after: row }, true],
  ])('%s', (_name, more, expected) => expect(needsKnownRow(change('UPDATE', 1, row, more).event)).toBe(expected))

  test('columns that an UPDATE leaves out are those of its row before', () => {
    const [one] = traceRows([change('UPDATE', 1, { id: 1, status: 'paid' }, { before: row })], nothing)
    expect(JSON.parse(one!.change!.imageText!)).toEqual({ ...row, status: 'paid' })
  })
})

describe('a change that may be an INSERT or an UPDATE', () => {
  const typesOf = (events: ReturnType<typeof change>[], before: ReadonlyMap<string, KnownRow> = nothing) =>
    traceRows(events, before).map(({ event, written }) => [event.type, written])
  const upsert = (at: number, after: Image) => change('UPDATE', at, after, { upsert: true })

  test('is an INSERT of a row never seen, and an UPDATE from then on', () =>
    expect(typesOf([upsert(1, row), upsert(2, { ...row, amount: 51 })])).toEqual([
      ['INSERT', null],
      ['UPDATE', ['amount']],
    ]))
  test('is an UPDATE of a row that is known', () =>
    expect(typesOf([upsert(2, row)], known(row, 1))).toEqual([['UPDATE', []]]))
  test('is an INSERT of a row that was deleted', () =>
    expect(typesOf([upsert(2, row)], known(null, 1))).toEqual([['INSERT', null]]))
})

describe('a TRUNCATE', () => {
  const truncate = (at: number) => change('TRUNCATE', at, null, { key: null })
  const upsert = (at: number) => change('UPDATE', at, row, { upsert: true })
  const told = (events: ReturnType<typeof change>[], before: ReadonlyMap<string, KnownRow> = nothing) =>
    traceRows(events, before).map(({ event, written, change: own }) => [
      event.type,
      written,
      own && own.imageText !== null,
    ])

  test.each<[string, ReturnType<typeof change>[], ReadonlyMap<string, KnownRow>, unknown[]]>([
    ['takes the rows of its group away', [change('INSERT', 1, row), truncate(2)], nothing, [false, undefined]],
    ['leaves rows that came after it', [truncate(1), change('INSERT', 2, row)], nothing, [undefined, true]],
    [
      'leaves those of its own instant sent after it',
      [truncate(1), change('INSERT', 1, row)],
      nothing,
      [undefined, true],
    ],
  ])('%s', (_name, events, before, kept) => expect(told(events, before).map((one) => one[2])).toEqual(kept))

  test('makes what comes again an INSERT', () =>
    expect(told([truncate(2), upsert(3)], known(row, 1))).toEqual([
      ['TRUNCATE', [], undefined],
      ['INSERT', null, true],
    ]))
  test('that is older than the row changes nothing', () =>
    expect(told([truncate(2), upsert(4)], known(row, 3))[1]).toEqual(['UPDATE', [], true]))
})

describe('the newest image of each row', () => {
  const newest = (events: ReturnType<typeof change>[], before: ReadonlyMap<string, KnownRow> = nothing) =>
    traceRows(events, before).flatMap((one) => one.change ?? [])
  const changes = (events: ReturnType<typeof change>[], before: ReadonlyMap<string, KnownRow> = nothing) =>
    newest(events, before).map(({ imageText, changedAt }) => [imageText && JSON.parse(imageText), changedAt])

  test('is that of the newest event', () =>
    expect(changes([change('UPDATE', 5, { id: 1, n: 5 }), change('INSERT', 1, { id: 1, n: 1 })])).toEqual([
      [{ id: 1, n: 5 }, 5],
    ]))
  test('keeps the columns that an UPDATE leaves out', () =>
    expect(changes([change('UPDATE', 5, { id: 1, status: 'paid' })], known(row, 1))).toEqual([
      [{ ...row, status: 'paid' }, 5],
    ]))
  test('is gone after a DELETE', () => expect(changes([change('DELETE', 5, null)], known(row, 1))).toEqual([[null, 5]]))
  test('is not what was known before something newer', () =>
    expect(changes([change('UPDATE', 5, { ...row, amount: 1 })], known(row, 6))).toEqual([]))
  test('is none where the row has no key', () =>
    expect(changes([change('INSERT', 1, { amount: 1 }, { key: null })])).toEqual([]))
  test('of two at one instant is the later sent', () =>
    expect(changes([change('UPDATE', 5, { id: 1, n: 1 }), change('UPDATE', 5, { id: 1, n: 2 })])).toEqual([
      [{ id: 1, n: 2 }, 5],
    ]))

  test('does not depend on the order or on the groups that events come in', () => {
    const one = fc.record({
      type: fc.constantFrom('INSERT', 'UPDATE', 'DELETE', 'SNAPSHOT'),
      key: fc.integer({ min: 1, max: 3 }),
      n: fc.nat(),
    })
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 12 }), fc.infiniteStream(fc.nat()), (list, random) => {
        const events = list.map(({ type, key, n }, at) =>
          change(type as NativeEvent['type'], at, type === 'DELETE' ? null : { id: key, n }, { key: { id: key } }),
        )
        const shuffled = events.map((event) => ({ event, place: random.next().value as number }))
        shuffled.sort((a, b) => a.place - b.place)
        const rows = new Map<string, KnownRow>()
        for (const { event } of shuffled) {
          for (const { tableId, rowKey, imageText, changedAt } of newest([event], rows)) {
            rows.set(rowId(tableId, rowKey), { image: imageText === null ? null : JSON.parse(imageText), changedAt })
          }
        }
        const whole = newest(events)
        expect(new Set(whole.map(({ rowKey }) => rowKey)).size).toBe(whole.length)
        expect(rows.size).toBe(whole.length)
        for (const { tableId, rowKey, imageText, changedAt } of whole) {
          expect(rows.get(rowId(tableId, rowKey))).toEqual({ image: imageText && JSON.parse(imageText), changedAt })
        }
      }),
    )
  })
})
