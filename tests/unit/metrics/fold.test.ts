import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Aggregate, addSample, Fold, mergeAggregate, minuteMs, type SeriesFold } from '@/lib/metrics/fold'
import type { Sample } from '@/lib/metrics/measure'

type Point = { tableId: number; at: number; sample: Sample; place: number; part: number }

const start = Date.UTC(2026, 2, 28, 22)
const point: fc.Arbitrary<Point> = fc.record({
  tableId: fc.integer({ min: 1, max: 2 }),
  at: fc.integer({ min: 0, max: 400 }).map((step) => start + step * 15_500),
  sample: fc.record({
    kind: fc.constantFrom('events', 'value', 'category'),
    field: fc.constantFrom('', 'amount'),
    label: fc.constantFrom(null, '', 'paid'),
    value: fc
      .integer({ min: -500, max: 500 })
      .map((cents) => (cents % 3 === 0 ? (cents / 100).toFixed(2) : cents / 100)),
  }),
  place: fc.nat(),
  part: fc.nat(2),
})
const points = fc.array(point, { maxLength: 60 })

const seen = ({ sum, ...rest }: Aggregate) => ({ ...rest, sum: sum.toString() })
const nameOf = (one: Pick<SeriesFold, 'tableId' | 'kind' | 'field' | 'label'>) =>
  JSON.stringify([one.tableId, one.kind, one.field, one.label])

/** All that a fold holds, by series and bucket. */
function contents(series: SeriesFold[]) {
  const all = new Map<string, ReturnType<typeof seen>>()
  for (const one of series) {
    for (const [bucket, aggregate] of one.minutes) all.set(`${nameOf(one)} ${bucket}`, seen(aggregate))
  }
  return all
}

/** The same counted from the list of points alone. */
function recount(list: Point[]) {
  const groups = new Map<string, Point[]>()
  for (const one of list) {
    const key = `${nameOf({ tableId: one.tableId, ...one.sample })} ${Math.floor(one.at / minuteMs) * minuteMs}`
    groups.set(key, [...(groups.get(key) ?? []), one])
  }
  return new Map(
    [...groups].map(([key, members]) => {
      const values = members.map(({ sample }) => Number(sample.value))
      const times = members.map(({ at }) => at)
      const lastAt = Math.max(...times)
      const cents = values.reduce((sum, value) => sum + Math.round(value * 100), 0)
      const latest = members.filter(({ at }) => at === lastAt).map(({ sample }) => Number(sample.value))
      return [
        key,
        {
          count: members.length,
          sum: String(cents / 100),
          min: Math.min(...values),
          max: Math.max(...values),
          firstAt: Math.min(...times),
          last: Math.max(...latest),
          lastAt,
        },
      ]
    }),
  )
}

function foldAll(list: Point[]) {
  const fold = new Fold()
  for (const { tableId, at, sample } of list) fold.add(tableId, at, sample)
  return fold.series
}

describe('Fold', () => {
  test('holds by the minute what a recount finds, in any order', () => {
    fc.assert(
      fc.property(points, (list) => {
        const shuffled = [...list].sort((a, b) => a.place - b.place)
        expect(contents(foldAll(shuffled))).toEqual(recount(list))
      }),
    )
  })

  test('keeps a mark of each number and identifier by the minute, and of identifiers nothing else', () => {
    const fold = new Fold()
    const sample = { field: 'x', label: null }
    for (const [at, value] of [
      [0, 5],
      [59_999, '5'],
      [60_000, 7],
    ] as const) {
      fold.add(1, at, { ...sample, kind: 'value', value })
      fold.add(1, at, { ...sample, kind: 'distinct', value: `${value}` })
      fold.add(1, at, { ...sample, kind: 'category', value: 1 })
    }
    const [numbers, texts, counts] = fold.series
    const marks = (one: SeriesFold) =>
      [...one.marks!].map(([bucket, found]) => [bucket, new Set(found).size, found.length])
    const expected = [
      [0, 1, 2],
      [60_000, 1, 1],
    ]
    expect([marks(numbers!), marks(texts!), counts!.marks]).toEqual([expected, expected, null])
    expect([numbers!.minutes.size, texts!.minutes.size]).toEqual([2, 0])
  })

  test('names each series once', () => {
    fc.assert(
      fc.property(points, (list) => {
        const names = foldAll(list).map(nameOf)
        expect(new Set(names).size).toBe(names.length)
      }),
    )
  })
})

describe('mergeAggregate', () => {
  const aggregateOf = (list: Point[]) =>
    list.reduce<Aggregate | undefined>((whole, { sample, at }) => addSample(whole, sample.value, at), undefined)

  test('parts merged in any order are the whole', () => {
    fc.assert(
      fc.property(fc.array(point, { minLength: 1, maxLength: 20 }), fc.boolean(), (list, reversed) => {
        const parts = [0, 1, 2].flatMap((part) => aggregateOf(list.filter((one) => one.part === part)) ?? [])
        if (reversed) parts.reverse()
        const merged = parts.reduce<Aggregate | undefined>((whole, part) => mergeAggregate(whole, part), undefined)
        expect(seen(merged!)).toEqual(seen(aggregateOf(list)!))
      }),
    )
  })

  test('the part stays as it was, also where it came first', () => {
    const part = addSample(undefined, 5, 1000)
    const whole = mergeAggregate(undefined, part)
    mergeAggregate(whole, addSample(undefined, 7, 2000))
    expect(seen(whole)).toMatchObject({ count: 2, sum: '12', last: 7, lastAt: 2000 })
    expect(seen(part)).toEqual({ count: 1, sum: '5', min: 5, max: 5, firstAt: 1000, last: 5, lastAt: 1000 })
  })
})

test('of two values at one instant the greater is the last, whichever came first', () => {
  const either = [
    addSample(addSample(undefined, 3, 1000), 9, 1000),
    addSample(addSample(undefined, 9, 1000), 3, 1000),
    mergeAggregate(mergeAggregate(undefined, addSample(undefined, 9, 1000)), addSample(undefined, 3, 1000)),
    mergeAggregate(mergeAggregate(undefined, addSample(undefined, 3, 1000)), addSample(undefined, 9, 1000)),
  ]
  expect(either.map(({ last, lastAt }) => [last, lastAt])).toEqual([
    [9, 1000],
    [9, 1000],
    [9, 1000],
    [9, 1000],
  ])
})
