import { describe, expect, test } from 'vitest'
import { prepareLines } from '@/components/charts/prepare-lines'

const minute = (n: number) => new Date(Date.UTC(2026, 0, 1, 0, n)).toISOString()
const at = (n: number) => Date.parse(minute(n))
const points = (values: (number | null)[], first = 0) =>
  values.map((value, index) => ({ timestamp: minute(first + index), value }))
const stepMs = 60_000

describe('prepareLines', () => {
  test('series become columns of one row an instant', () => {
    const { rows } = prepareLines({
      stepMs,
      series: [
        { name: 'a', points: points([1, 2]) },
        { name: 'b', points: points([3], 1) },
      ],
    })
    expect(rows).toEqual([
      { at: at(0), v0: 1, v1: null },
      { at: at(1), v0: 2, v1: 3 },
    ])
  })

  test('a null and a missing bucket are both gaps', () => {
    const series = [{ name: 'a', points: [...points([1, null, 3]), ...points([9], 6)] }]
    expect(prepareLines({ stepMs, series }).rows.map(({ at: time, v0 }) => [time, v0])).toEqual([
      [at(0), 1],
      [at(1), null],
      [at(2), 3],
      [at(3), null],
      [at(6), 9],
    ])
  })

  test('a missing bucket of a thinned series is no gap, a null in it is', () => {
    const series = [{ name: 'a', points: [...points([1, 2]), ...points([null], 6), ...points([3], 9)] }]
    const { rows } = prepareLines({ stepMs, series, thinned: true })
    expect(rows.map(({ at: time, v0 }) => [time, v0])).toEqual([
      [at(0), 1],
      [at(1), 2],
      [at(6), null],
      [at(9), 3],
    ])
  })

  test('a point between gaps gets a dot', () => {
    const { series } = prepareLines({ stepMs, series: [{ name: 'a', points: points([1, 2, null, 3, null, 4]) }] })
    expect([...series[0]!.lonely]).toEqual([at(3), at(5)])
  })

  test('the unfinished bucket is drawn apart and joined to the last finished one', () => {
    const { rows } = prepareLines({
      stepMs,
      partialFrom: minute(2),
      series: [{ name: 'a', points: points([5, 6, 1]) }],
    })
    expect(rows).toEqual([
      { at: at(0), v0: 5 },
      { at: at(1), v0: 6, p0: 6 },
      { at: at(2), v0: null, p0: 1 },
    ])
  })

  test('nothing is joined across a gap', () => {
    const { rows } = prepareLines({
      stepMs,
      partialFrom: minute(2),
      series: [{ name: 'a', points: points([5, null, 1]) }],
    })
    expect(rows[1]).toEqual({ at: at(1), v0: null, p0: null })
  })

  test('stacked series are not split, and their sums set the scale', () => {
    const series = [
      { name: 'a', points: points([5, 1]) },
      { name: 'b', points: points([7, null]) },
    ]
    const prepared = prepareLines({ stepMs, stacked: true, partialFrom: minute(1), series })
    expect(prepared.rows[1]).toEqual({ at: at(1), v0: 1, v1: null })
    expect(prepared.values).toEqual([12, 1])
  })

  test('the band counts towards the scale but is no data', () => {
    const band = [{ timestamp: minute(0), min: 2, max: 40.5 }]
    const prepared = prepareLines({ stepMs, series: [{ name: 'a', points: [] }], band })
    expect(prepared).toMatchObject({ rows: [{ band: [2, 40.5] }], values: [2, 40.5], whole: false, empty: true })
  })

  test('a band whose steps begin elsewhere breaks no line', () => {
    const band = [0.5, 1.5].map((n) => ({ timestamp: minute(n), min: n, max: n }))
    const prepared = prepareLines({ stepMs, series: [{ name: 'a', points: points([1, 2]) }], band })
    expect(prepared.rows).toEqual([
      { at: at(0), v0: 1, band: [0.5, 0.5] },
      { at: at(1), v0: 2, band: [1.5, 1.5] },
    ])
    expect(prepared.series[0]!.lonely.size).toBe(0)
  })

  test('a band beyond the series is left out', () => {
    const band = [-1, 5].map((n) => ({ timestamp: minute(n), min: 1, max: 2 }))
    expect(prepareLines({ stepMs, series: [{ name: 'a', points: points([1]) }], band }).rows).toEqual([
      { at: at(0), v0: 1 },
    ])
  })

  test('a first value that is still filling gets a dot', () => {
    const prepared = prepareLines({
      stepMs,
      partialFrom: minute(1),
      series: [{ name: 'a', points: points([null, 4]) }],
    })
    expect([...prepared.series[0]!.lonely]).toEqual([at(1)])
  })

  test('a series keeps its colour when the order of the answer changes', () => {
    const colours = (names: string[]) =>
      Object.fromEntries(
        prepareLines({ stepMs, series: names.map((name) => ({ name, points: [] })) }).series.map(({ name, color }) => [
          name,
          color,
        ]),
      )
    expect(colours(['paid', 'failed', '__other__'])).toEqual(colours(['__other__', 'failed', 'paid']))
  })
})

describe('beside the usual lines', () => {
  test('what is of an earlier time is not stacked, and is never unfinished', () => {
    const series = [
      { name: 'a', points: points([1, 2]) },
      { name: 'b', points: points([10, 20]) },
      { name: 'a before', points: points([5, 50]), earlier: 'a' },
    ]
    const stacked = prepareLines({ series, stepMs, stacked: true })
    expect([...stacked.values].sort((x, y) => x - y)).toEqual([5, 11, 22, 50])
    const lines = prepareLines({ series, stepMs, partialFrom: minute(1) })
    expect(lines.rows[1]).toMatchObject({ v0: null, p0: 2, v2: 50 })
  })

  test('an axis on the right has its own values', () => {
    const series = [
      { name: 'a', points: points([1]) },
      { name: 'b', points: points([900]), axis: 'right' as const, unit: 'EUR' },
    ]
    expect(prepareLines({ series, stepMs })).toMatchObject({ values: [1], right: [900] })
  })

  test('on a logarithmic axis what is not above zero is a gap', () => {
    const { rows, values } = prepareLines({ series: [{ name: 'a', points: points([0, 3, -1]) }], stepMs, log: true })
    expect([rows.map(({ v0 }) => v0), values]).toEqual([[null, 3, null], [3]])
  })

  test('a style that was given is kept', () => {
    const style = { color: 'red', dash: '1 1' }
    expect(prepareLines({ series: [{ name: 'a', points: points([1]), style }], stepMs }).series[0]).toMatchObject(style)
  })
})
