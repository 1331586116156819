import { describe, expect, test } from 'vitest'
import { drawPoints, fillCells, mergeAll, readCells, readValue } from '@/lib/metrics/answer'
import type { Fill } from '@/lib/metrics/contract'
import { type Aggregate, addSample } from '@/lib/metrics/fold'
import { layGrid } from '@/lib/metrics/grid'
import { type Aggregation, aggregations, type Transform } from '@/lib/metrics/question-words'
import { HyperLogLog } from '@/lib/metrics/sketch/hyper-log-log'
import { QuantileSketch } from '@/lib/metrics/sketch/quantile-sketch'

const samples: [number | string, number][] = [
  [0.1, 3000],
  ['0.2', 1000],
  [-7, 2000],
]
const aggregate = samples.reduce<Aggregate | undefined>((whole, [value, at]) => addSample(whole, value, at), undefined)

describe('readValue', () => {
  test.each<[Aggregation, number]>([
    ['sum', -6.7],
    ['count', 3],
    ['min', -7],
    ['max', 0.2],
    ['last', 0.1],
    ['avg', -6.7 / 3],
    ['rate', -6.7 / 60],
  ])('%s', (aggregation, expected) => expect(readValue(aggregate, aggregation, 60)).toBe(expected))

  test.each(aggregations.map((aggregation) => [aggregation]))('%s of nothing', (aggregation) => {
    const expected = ['sum', 'count', 'rate', 'distinct'].includes(aggregation) ? 0 : null
    expect(readValue(undefined, aggregation, 60)).toBe(expected)
  })

  const spread = new QuantileSketch()
  for (let value = 1; value <= 200; value += 1) spread.add(value)
  test.each<[Aggregation, number]>([
    ['p50', 100],
    ['p90', 180],
    ['p95', 190],
    ['p99', 198],
  ])('%s, to 1 %%', (aggregation, expected) => {
    expect(Math.abs(readValue(spread, aggregation, 60)! / expected - 1)).toBeLessThanOrEqual(0.01)
  })

  const buyers = new HyperLogLog()
  for (let place = 0; place < 90; place += 1) buyers.add(`${place % 30}`)
  test.each<[Aggregation, number]>([
    ['distinct', 30],
    ['count', 90],
    ['rate', 1.5],
  ])('%s of identifiers', (aggregation, expected) => expect(readValue(buyers, aggregation, 60)).toBe(expected))

  test('sketches of several steps are read as one, and stay as they were', () => {
    const others = new HyperLogLog()
    for (const text of ['1', 'a', 'b']) others.add(text)
    expect(readValue(mergeAll([others, buyers]), 'distinct', 60)).toBe(32)
    expect(readValue(others, 'distinct', 60)).toBe(3)
  })

  test('a rate over no time is no infinity', () => expect(readValue(aggregate, 'rate', 0)).toBe(0))
})

describe('fillCells', () => {
  const cells = [null, 5, null, 0, null, null].map((value) => ({ value, empty: value === null }))
  test.each<[string, Fill | undefined, (number | null)[]]>([
    ['null', 'null', [null, 5, null, 0, null, null]],
    ['zero', 'zero', [0, 5, 0, 0, 0, 0]],
    ['previous', 'previous', [null, 5, 5, 0, 0, 0]],
    ['without a wish', undefined, [null, 5, null, 0, null, null]],
  ])('%s', (_name, fill, expected) => expect(fillCells(cells, fill)).toEqual(expected))

  test('a sum of nothing stays zero without a wish, and goes where one is made', () => {
    const sums = [
      { value: 4, empty: false },
      { value: 0, empty: true },
    ]
    const second = (fill?: Fill) => fillCells(sums, fill)[1]
    expect([second(), second('null'), second('zero'), second('previous')]).toEqual([0, null, 0, 4])
  })
})

describe('readCells', () => {
  const grid = layGrid({ from: 60_000, to: 270_000 }, 60_000, 'UTC')
  const add = (...values: (number | string)[]) =>
    values.reduce<Aggregate | undefined>((whole, value, i) => addSample(whole, value, i), undefined)!
  const steps = new Map([
    [1, add(0.1, 0.2)],
    [3, add('0.3')],
  ])
  test.each<[string, Aggregation, Transform | undefined, (number | null)[]]>([
    ['sum', 'sum', undefined, [0, 0.3, 0, 0.3]],
    ['avg', 'avg', undefined, [null, 0.15, null, 0.3]],
    ['a sum so far is exact', 'sum', 'cumulative', [0, 0.3, 0.3, 0.6]],
    ['an average so far is of all samples', 'avg', 'cumulative', [null, 0.15, 0.15, 0.6 / 3]],
    ['a greatest so far', 'max', 'cumulative', [null, 0.2, 0.2, 0.3]],
    ['per second of what is asked of the step', 'sum', 'rate', [0, 0.005, 0, 0.01]],
    ['a rate is one already', 'rate', 'rate', [0, 0.005, 0, 0.01]],
  ])('%s', (_name, aggregation, transform, expected) =>
    expect(readCells(grid, steps, aggregation, transform).map(({ value }) => value)).toEqual(expected),
  )
})

test('points tell which steps are cut or not over', () => {
  const grid = layGrid({ from: 90_000, to: 290_000 }, 60_000, 'UTC')
  const partial = (now: number) => drawPoints(grid, [1, 2, 3, 4], grid, now).map((point) => point.partial ?? false)
  expect(partial(1e9)).toEqual([true, false, false, true])
  expect(partial(200_000)).toEqual([true, false, true, true])
})
