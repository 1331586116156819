import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Image, NativeEvent } from '@/lib/events/native'
import { prepareEvent } from '@/lib/events/prepare'
import { type KnownRow, rowId } from '@/lib/events/rows'
import type { Moment } from '@/lib/events/timeline'
import { needsKnownRow, traceRows } from '@/lib/events/trace'

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
const uidOf = (place: number) => `${String(place).padStart(8, '0')}-0000-7000-8000-000000000000`
const knownRow = (image: Image | null, changedAt: number): KnownRow => ({
  begunAt: changedAt,
  versions: [{ at: changedAt, uid: uidOf(0), whole: true, own: image, image }],
})
const known = (image: Image | null, changedAt: number) =>
  new Map<string, KnownRow>([[rowId(1, '{"id":"1"}'), knownRow(image, changedAt)]])
const trace = (
  events: ReturnType<typeof change>[],
  before: ReadonlyMap<string, KnownRow> | null,
  truncations: readonly Moment[] = [],
) =>
  traceRows(
    events.map((event, place) => ({ ...event, uid: uidOf(place + 1) })),
    before ? { locked: before } : { remembered: nothingRemembered },
    () => truncations,
  ).traced
const nothing = new Map<string, KnownRow>()
const nothingRemembered = new Map()
const row = { id: 1, amount: 50, status: 'new' }

describe('which columns an event wrote', () => {
  const written = (events: ReturnType<typeof change>[], before: ReadonlyMap<string, KnownRow> = nothing) =>
    trace(events, before).map((one) => one.written)

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
    ['not for a DELETE with the whole row before', { type: 'DELETE', after: null, before: row }, false],
    ['for a DELETE without a row before', { type: 'DELETE', after: null }, true],
    ['for a DELETE with only the key before', { type: 'DELETE', after: null, before: { id: 1 } }, true],
    ['not where the row has no key', { key: null, after: { amount: 1 } }, false],
    ['not for an UPDATE with the whole row before', { before: row, after: { ...row, amount: 1 } }, false],
    ['not where the row before has more columns', { before: row, after: { id: 1 } }, false],
    ['for an UPDATE without a row before', { before: null, after: row }, true],
    ['for what may be an INSERT', { before: row, after: row, upsert: true }, true],
    ['for an UPDATE with only the key before', { before: { id: 1 }, after: row }, true],
  ])('%s', (_name, more, expected) => expect(needsKnownRow(change('UPDATE', 1, row, more).event)).toBe(expected))

  test('columns that an UPDATE leaves out are those of its row before', () => {
    const [one] = trace([change('UPDATE', 1, { id: 1, status: 'paid' }, { before: row })], nothing)
    expect(JSON.parse(one!.own!.imageText!)).toEqual({ ...row, status: 'paid' })
  })
})

describe('a change that may be an INSERT or an UPDATE', () => {
  const typesOf = (events: ReturnType<typeof change>[], before: ReadonlyMap<string, KnownRow> = nothing) =>
    trace(events, before).map(({ event, written }) => [event.type, written])
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

describe('after a TRUNCATE', () => {
  const upsert = (at: number) => change('UPDATE', at, row, { upsert: true })
  const told = (at: number, truncatedAt: number) =>
    trace([upsert(at)], known(row, 2), [{ at: truncatedAt, uid: uidOf(0) }]).map((one) => [one.event.type, one.written])

  test('what comes again is an INSERT', () => expect(told(4, 3)).toEqual([['INSERT', null]]))
  test('that is older than the row, the row is still there', () => expect(told(4, 1)).toEqual([['UPDATE', []]]))
  test('an older event ends there', () => {
    const turns = trace([change('INSERT', 1, row)], nothing, [{ at: 5, uid: uidOf(0) }])[0]!.turns
    expect(turns).toEqual([
      { at: 1, from: null, to: row, weight: 1 },
      { at: 5, from: row, to: null, weight: 1 },
    ])
  })
})

describe('a row that is given another key', () => {
  const moved = change('UPDATE', 5, { ...row, id: 2 }, { before: row, key: { id: 2 } })
  test.each<[string, ReadonlyMap<string, KnownRow> | null]>([
    ['that is not asked for', null],
    ['that is known', known(row, 1)],
  ])('%s ends under the old one and begins under the new one', (_name, before) => {
    const [one] = trace([moved], before)
    expect(one!.old).toMatchObject({ rowKey: '{"id":"1"}', kind: 'turn', imageText: null })
    expect(one!.own).toMatchObject({
      rowKey: '{"id":"2"}',
      kind: 'begin',
      imageText: JSON.stringify({ ...row, id: 2 }),
    })
    expect(one!.written).toEqual(['id'])
    expect(one!.turns).toEqual([
      { at: 5, from: row, to: null, weight: 1 },
      { at: 5, from: null, to: { ...row, id: 2 }, weight: 1 },
    ])
  })
  test('keeps the columns that are left out', () => {
    const event = change('UPDATE', 5, { id: 2, status: 'paid' }, { before: { id: 1 }, key: { id: 2 } })
    const [one] = trace([event], known(row, 1))
    expect(JSON.parse(one!.own!.imageText!)).toEqual({ id: 2, amount: 50, status: 'paid' })
  })
})

describe('what a row must have been that was not asked for', () => {
  test('is what its oldest event says', () => {
    const first = change('UPDATE', 5, { ...row, amount: 1 }, { before: row })
    const [, second] = trace([first, change('DELETE', 6, null, { before: { ...row, amount: 1 } })], null)
    expect(second!.own).toMatchObject({ kind: 'turn', imageText: null })
    expect(second!.own!.expected).toEqual({ at: 5, uid: uidOf(1), imageText: JSON.stringify(row) })
  })
  test('is nothing where it begins', () =>
    expect(trace([change('INSERT', 5, row)], null)[0]).toMatchObject({ own: { kind: 'begin', expected: null } }))
})

describe('the newest image of each row', () => {
  const newest = (events: ReturnType<typeof change>[], before: ReadonlyMap<string, KnownRow> = nothing) =>
    trace(events, before).flatMap(({ own }) => (own && own.kind !== 'past' ? [own] : []))
  const changes = (events: ReturnType<typeof change>[], before: ReadonlyMap<string, KnownRow> = nothing) =>
    newest(events, before).map(({ imageText, at }) => [imageText && JSON.parse(imageText), at])

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
          for (const { tableId, rowKey, imageText, at } of newest([event], rows)) {
            rows.set(rowId(tableId, rowKey), knownRow(imageText === null ? null : JSON.parse(imageText), at))
          }
        }
        const whole = newest(events)
        expect(new Set(whole.map(({ rowKey }) => rowKey)).size).toBe(whole.length)
        expect(rows.size).toBe(whole.length)
        for (const { tableId, rowKey, imageText, at } of whole) {
          expect(rows.get(rowId(tableId, rowKey))).toEqual(knownRow(imageText && JSON.parse(imageText), at))
        }
      }),
    )
  })
})
