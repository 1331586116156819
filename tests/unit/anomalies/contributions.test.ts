import { describe, expect, test } from 'vitest'
import { gatherParts, scaleUsual } from '@/lib/anomalies/break-down'
import { explainDimension, type Measure, type Part, rankDimensions } from '@/lib/anomalies/contributions'
import { dimensionWords } from '@/lib/anomalies/explain-words'

/** `[value, usual rows, rows]`, each row adding one. */
const counts = (...rows: [value: string, usual: number, actual: number][]): Part[] =>
  rows.map(([value, usual, actual]) => ({ value, rows: actual, sum: actual, usualRows: usual, usualSum: usual }))
/** `[value, usual rows, usual sum, rows, sum]`. */
const sums = (...rows: [string, number, number, number, number][]): Part[] =>
  rows.map(([value, usualRows, usualSum, rows, sum]) => ({ value, rows, sum, usualRows, usualSum }))

const explain = (parts: Part[], measure: Measure = 'amount', likeDays = 7) =>
  explainDimension({ dimension: 'status', parts, measure, likeDays })
const changeOf = (parts: Part[]) => {
  const [usual, actual] = [parts.reduce((s, p) => s + p.usualSum, 0), parts.reduce((s, p) => s + p.sum, 0)]
  return { usual, actual, difference: actual - usual }
}

describe('the values that carry a change', () => {
  test.each([
    {
      name: 'a drop of one value',
      parts: counts(['paid', 500, 40], ['pending', 250, 235], ['failed', 50, 25]),
      telling: ['paid'],
      words: '92 % of the drop is status=paid',
    },
    {
      name: 'a drop of what is nearly all',
      parts: counts(['paid', 930, 30], ['pending', 50, 48], ['failed', 20, 21]),
      telling: ['paid'],
      words: 'The whole drop is status=paid',
    },
    {
      name: 'a drop of all alike, one being nearly all',
      parts: counts(['paid', 930, 465], ['pending', 50, 25], ['failed', 20, 10]),
      telling: [],
      words: 'No status stands out from the others',
    },
    {
      name: 'a drop of all alike carries no value',
      parts: counts(['paid', 600, 300], ['pending', 300, 150], ['failed', 100, 50]),
      telling: [],
      words: 'No status stands out from the others',
    },
    {
      name: 'nothing left at all',
      parts: counts(['paid', 600, 0], ['pending', 300, 0], ['failed', 100, 0]),
      telling: [],
      words: 'No status stands out from the others',
    },
    {
      name: 'a value that was never there',
      parts: counts(['paid', 300, 300], ['pending', 200, 200], ['kiosk', 0, 250]),
      telling: ['kiosk'],
      words: 'The whole rise is status=kiosk, which is new here',
    },
    {
      name: 'a rise of one while the others fall',
      parts: counts(['failed', 10, 300], ['paid', 300, 210], ['pending', 100, 70]),
      telling: ['failed'],
      words: 'The whole rise, and more, is status=failed',
    },
    {
      name: 'what lies beyond the values kept apart',
      parts: counts(['a', 200, 200], ['b', 200, 195], ['c', 200, 200], ['__other__', 100, 400]),
      telling: ['__other__'],
      words: 'The whole rise is status=all others',
    },
    {
      name: 'rows without a value',
      parts: counts(['a', 200, 200], ['b', 200, 200], ['', 0, 400]),
      telling: [''],
      words: 'The whole rise is status=(empty), which is new here',
    },
    {
      name: 'one value only',
      parts: counts(['paid', 500, 10]),
      telling: [],
      words: 'status has one value only',
    },
    {
      name: 'a change of shares within what chance does',
      parts: counts(['a', 3, 9], ['b', 3, 4], ['c', 3, 5]),
      telling: [],
      words: 'No status stands out from the others',
    },
  ])('$name', ({ parts, telling, words }) => {
    const found = explain(parts)
    expect(found.values.filter((one) => one.telling).map(({ value }) => value)).toEqual(telling)
    expect(dimensionWords(found, changeOf(parts))).toBe(words)
  })

  test('differences add up to the change, shares to one, also with negative amounts', () => {
    const parts = sums(['sale', 100, 5000, 100, 4000], ['refund', 10, -500, 40, -2000], ['fee', 5, 50, 5, 50])
    const found = explain(parts)
    const { difference } = changeOf(parts)
    expect(found.values.reduce((sum, one) => sum + one.difference, 0)).toBeCloseTo(difference, 9)
    expect(found.values.reduce((sum, one) => sum + one.share!, 0)).toBeCloseTo(1, 9)
    expect(found.values.find(({ value }) => value === 'refund')).toMatchObject({ difference: -1500, telling: true })
  })

  test.each([
    { name: 'nothing was usual', parts: counts(['a', 0, 10], ['b', 0, 30]) },
    { name: 'nothing was there at all', parts: counts(['a', 0, 0], ['b', 0, 0]) },
    { name: 'nothing changed', parts: counts(['a', 5, 5], ['b', 5, 5]) },
    { name: 'values of 1e300', parts: sums(['a', 1, 1e300, 1, 2e300], ['b', 1, 1, 1, 1]) },
  ])('$name: every figure is a number or unknown', ({ parts }) => {
    for (const measure of ['amount', 'average'] as const) {
      const found = explain(parts, measure)
      const figures = found.values.flatMap(({ difference, share, surprise }) => [difference, share ?? 0, surprise])
      expect(figures.every(Number.isFinite)).toBe(true)
      expect(Number.isFinite(found.explained)).toBe(true)
    }
  })

  test('of more than twelve values the rest is one, and all still add up', () => {
    const parts = counts(...Array.from({ length: 40 }, (_, i): [string, number, number] => [`v${i}`, 100, 100 - i]))
    const found = explain(parts)
    expect(found.values).toHaveLength(12)
    expect(found.values.at(-1)!.value).toBe('__other__')
    expect(found.values.reduce((sum, one) => sum + one.difference, 0)).toBeCloseTo(-780, 9)
  })
})

describe('averages', () => {
  test.each([
    {
      name: 'the same values in other proportions',
      parts: sums(['web', 80, 800, 20, 200], ['store', 20, 2000, 80, 8000]),
      mix: 1,
      within: 0,
      words: /a shift of the mix/,
    },
    {
      name: 'other values in the same proportions',
      parts: sums(['web', 80, 800, 80, 8000], ['store', 20, 200, 20, 2000]),
      mix: 0,
      within: 1,
      words: /the proportions stayed/,
    },
    {
      name: 'a new value',
      parts: sums(['web', 100, 1000, 100, 1000], ['store', 0, 0, 100, 9000]),
      mix: 0,
      within: 1,
      words: /status=store, which is new here/,
    },
  ])('$name', ({ parts, mix, within, words }) => {
    const found = explain(parts, 'average')
    expect([found.mix, found.within]).toEqual([expect.closeTo(mix, 9), expect.closeTo(within, 9)])
    const mean = (of: (p: Part) => [number, number]) =>
      parts.reduce((s, p) => s + of(p)[0], 0) / parts.reduce((s, p) => s + of(p)[1], 0)
    const difference = mean((p) => [p.sum, p.rows]) - mean((p) => [p.usualSum, p.usualRows])
    expect(found.values.reduce((sum, one) => sum + one.difference, 0)).toBeCloseTo(difference, 9)
    expect(dimensionWords(found, { usual: 0, actual: difference, difference })).toMatch(words)
  })
})

test('dimensions rank by how much few values explain, then by surprise', () => {
  const plain = explain(counts(['a', 600, 300], ['b', 400, 200]))
  const telling = explain(counts(['x', 500, 10], ['y', 500, 490]))
  const ranked = rankDimensions([
    { ...plain, dimension: 'plain' },
    { ...telling, dimension: 'telling' },
  ])
  expect(ranked.map(({ dimension }) => dimension)).toEqual(['telling', 'plain'])
})

describe('what like days say', () => {
  test('is their mean, and scaled to what was expected of the whole', () => {
    const cell = (window: number, value: string, rows: number) => ({
      window,
      dimension: 'status',
      value,
      rows,
      sum: rows,
    })
    const cells = [cell(0, 'paid', 9), cell(1, 'paid', 10), cell(2, 'paid', 20), cell(2, 'late', 2)]
    const [{ parts } = { parts: [] }] = gatherParts(cells, 2)
    expect(parts).toEqual([
      { value: 'paid', rows: 9, sum: 9, usualRows: 15, usualSum: 15 },
      { value: 'late', rows: 0, sum: 0, usualRows: 1, usualSum: 1 },
    ])
    expect(scaleUsual(parts, 32).map(({ usualSum }) => usualSum)).toEqual([30, 2])
  })

  test.each([
    { name: 'nothing was expected', expected: 0 },
    { name: 'it is not known', expected: null },
    { name: 'it was a hundred times as much', expected: 1000 },
    { name: 'it was negative', expected: -10 },
  ])('stands as it is where $name', ({ expected }) => {
    const parts = counts(['a', 6, 1], ['b', 4, 1])
    expect(scaleUsual(parts, expected)).toEqual(parts)
  })
})
