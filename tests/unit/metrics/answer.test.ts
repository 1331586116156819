import { describe, expect, test } from 'vitest'
import { fillPoints, readValue } from '@/lib/metrics/answer'
import { type Aggregation, aggregations, type Fill } from '@/lib/metrics/contract'
import { type Aggregate, addSample } from '@/lib/metrics/fold'

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
    const expected = ['sum', 'count', 'rate'].includes(aggregation) ? 0 : null
    expect(readValue(undefined, aggregation, 60)).toBe(expected)
  })

  test('a rate over no time is no infinity', () => expect(readValue(aggregate, 'rate', 0)).toBe(0))
})

describe('fillPoints', () => {
  const points = [null, 5, null, 0, null, null].map((value, i) => ({
    timestamp: `t${i}`,
    value,
    empty: value === null,
  }))
  test.each<[string, Fill | undefined, (number | null)[]]>([
    ['null', 'null', [null, 5, null, 0, null, null]],
    ['zero', 'zero', [0, 5, 0, 0, 0, 0]],
    ['previous', 'previous', [null, 5, 5, 0, 0, 0]],
    ['without a wish', undefined, [null, 5, null, 0, null, null]],
  ])('%s', (_name, fill, expected) =>
    expect(fillPoints(points, fill)).toEqual(expected.map((value, i) => ({ timestamp: `t${i}`, value }))),
  )

  test('a sum of nothing stays zero without a wish, and goes where one is made', () => {
    const sums = [
      { timestamp: 'a', value: 4, empty: false },
      { timestamp: 'b', value: 0, empty: true },
    ]
    const second = (fill?: Fill) => fillPoints(sums, fill)[1]?.value
    expect([second(), second('null'), second('zero'), second('previous')]).toEqual([0, null, 0, 4])
  })
})
