import { describe, expect, test } from 'vitest'
import { type DetectionAlgorithm, detectionAlgorithms } from '@/lib/anomalies/detector/detector'
import { judgeSeries } from '@/lib/anomalies/detector/judge-series'
import { dayMs } from '@/lib/anomalies/grid'
import { fiveMinutes, monday, seeded, shop } from '../series'

const detection = { windowMs: 7 * dayMs, sensitivity: 'medium', algorithms: detectionAlgorithms } as const
const random = seeded(11)
const series = (values: number[], timeOf = (row: number) => monday + row * fiveMinutes) => ({
  stamps: values.map(String),
  texts: values.map(String),
  timesMs: Float64Array.from(values, (_, row) => timeOf(row)),
  values: Float64Array.from(values),
})
const many = (value: (row: number) => number, length = 2600) => Array.from({ length }, (_, row) => value(row))
const noisy = () => 50 + 10 * random()

describe('the form alone is no anomaly', () => {
  test.each([
    ['constant', many(() => 5)],
    ['a constant fraction', many(() => 0.1)],
    ['always zero', many(() => 0)],
    ['always below zero', many((row) => -10 - (row % 4))],
    ['counts below zero', many(() => [-3, 0, 0, 2, 5][Math.floor(5 * random())]!)],
    ['some infinite', many((row) => (row % 7 === 0 ? Number.POSITIVE_INFINITY : noisy()))],
    ['some unknown', many((row) => (row % 3 === 0 ? Number.NaN : noisy()))],
    ['of 1e300', many(() => 1e300 * random())],
    ['beyond 1e300', many(() => 1.7e308 * random())],
    ['of 1e-300', many(() => 1e-300 * random())],
    ['of 1e-300 and zeros', many((row) => (row % 9 === 0 ? 1e-300 : 0))],
    ['of 1e300 and 1e-300, either side of zero', many(() => [1e300, -1e300, 1e-300, 0][Math.floor(4 * random())]!)],
  ])('%s', (_name, values) => {
    const { rows, silence } = judgeSeries(series(values), detection)
    expect(silence).toBeNull()
    expect(rows).toHaveLength(values.length)
    expect(rows.filter(({ isAnomaly }) => isAnomaly)).toEqual([])
    expect(rows.every(({ score }) => score >= 0 && score < 1)).toBe(true)
  })

  test.each([
    ['of 1e300', many(() => 1e300 * random(), 24 * 30)],
    ['of 1e-300', many(() => 1e-300 * random(), 24 * 30)],
    ['constant', many(() => 7, 24 * 30)],
    ['mostly unknown', many((row) => (row % 3 === 0 ? noisy() : Number.NaN), 24 * 30)],
    ['of counts below zero', many(() => -Math.floor(4 * random()), 24 * 30)],
  ])('%s, by the hour over a month', (_name, values) => {
    const { rows, silence } = judgeSeries(
      series(values, (row) => monday + row * 12 * fiveMinutes),
      { ...detection, timeZone: 'Europe/Berlin', holidays: 'DE' },
    )
    expect(silence).toBeNull()
    expect(rows.filter(({ isAnomaly }) => isAnomaly)).toEqual([])
  })

  test('with gaps, doubled and unsorted times', () => {
    let at = 0
    const times = many(() => (at += random() < 0.02 ? 40 * fiveMinutes : random() < 0.1 ? 0 : fiveMinutes))
    const order = times.map((time) => ({ time, key: random() })).sort((a, b) => a.key - b.key)
    const { rows } = judgeSeries(
      series(many(noisy), (row) => monday + order[row]!.time),
      detection,
    )
    expect(rows.filter(({ isAnomaly }) => isAnomaly)).toEqual([])
  })
})

test.each([
  ['empty', [], 'has no rows'],
  ['all unknown', many(() => Number.NaN), 'has no known value'],
  ['of two', [1, 2], '2 known values over 0.2 hours: a verdict takes 50 known values and a day before it'],
])('where nothing can be said it says why: %s', (_name, values, silence) => {
  expect(judgeSeries(series(values as number[]), detection).silence).toBe(silence)
})

const usual = shop(0.6)
const spiky = many((row) => usual(monday + row * fiveMinutes, random) * (row % 1500 === 500 ? 9 : 1), 4000)

test.each([1, 700, 2501, 3333])('no row sees the future: cut after %d, the rows before are judged alike', (length) => {
  const whole = judgeSeries(series(spiky), detection).rows.slice(0, length)
  expect(judgeSeries(series(spiky.slice(0, length)), detection).rows).toEqual(whole)
})

test.each([500, 701])('nor does one of hours, weeks and a calendar: cut after %d', (length) => {
  const weekly = [1, 0.9, 2, 1.2, 1.1, 0.4, 0.3]
  const hours = many(
    (row) => Math.round((40 + 30 * Math.sin(row / 3.82) + 9 * random()) * weekly[Math.floor(row / 24) % 7]!),
    720,
  )
  const judge = (values: number[]) =>
    judgeSeries(
      series(values, (row) => monday + row * 12 * fiveMinutes),
      { ...detection, timeZone: 'America/New_York', holidays: 'US' },
    ).rows
  expect(judge(hours.slice(0, length))).toEqual(judge(hours).slice(0, length))
})

test('finds the spikes, whatever order the rows stand in', () => {
  const backwards = judgeSeries(
    series([...spiky].reverse(), (row) => monday + (spiky.length - 1 - row) * fiveMinutes),
    detection,
  )
  const forwards = judgeSeries(series(spiky), detection)
  expect(backwards.rows.reverse()).toEqual(forwards.rows)
  const raised = forwards.rows.flatMap(({ alertScore }, row) => (alertScore > 0 ? [row] : []))
  expect(raised).toEqual([500, 2000, 3500])
})

test.each<DetectionAlgorithm>(['statistical', 'seasonal', 'ml'])('each algorithm works alone: %s', (algorithm) => {
  const { rows } = judgeSeries(series(spiky), { ...detection, algorithms: [algorithm] })
  expect(rows.some(({ alertScore }) => alertScore > 0)).toBe(true)
})
