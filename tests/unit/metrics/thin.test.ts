import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DataPoint, MetricRange } from '@/lib/metrics/contract'
import { thinRange } from '@/lib/metrics/thin'

const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString()
const points = (values: readonly (number | null)[]): DataPoint[] =>
  values.map((value, index) => ({ timestamp: at(index), value }))
const range = (...series: (readonly (number | null)[])[]): MetricRange => ({
  ...{ metric: 'm', aggregation: 'sum', from: at(0), to: at(series[0]?.length ?? 0), step: '1m' },
  series: series.map((values, index) => ({ metric: 'm', labels: { n: String(index) }, data_points: points(values) })),
})
const known = (values: readonly (number | null)[]) => values.filter((value) => value !== null)
const valuesOf = (answer: MetricRange, index = 0) => answer.series[index]!.data_points.map(({ value }) => value)

const wave = Array.from({ length: 2000 }, (_, n) => Math.sin(n / 50) * 100)

describe('thinRange', () => {
  it('leaves alone what is short enough, and what nobody wants thinned', () => {
    const short = range([1, 2, 3])
    expect(thinRange(short, 10)).toBe(short)
    const long = range(wave)
    expect(thinRange(long, undefined)).toBe(long)
  })
  it('keeps the same steps of every series and of what they are compared with', () => {
    const both = range(
      wave,
      wave.map((value) => -value),
    )
    const compare = { period: '1d', from: at(0), to: at(1), series: range(wave, wave).series }
    const thin = thinRange({ ...both, compare }, 100)
    const times = thin.series.map(({ data_points }) => data_points.map(({ timestamp }) => timestamp).join())
    const earlier = thin.compare!.series.map(({ data_points }) => data_points.map(({ timestamp }) => timestamp).join())
    expect(new Set([...times, ...earlier]).size).toBe(1)
    expect(thin.thinned).toBe(true)
  })
  it('keeps a gap a gap', () => {
    const thin = thinRange(range(wave.map((value, n) => (n > 700 && n < 900 ? null : value))), 50)
    const nulls = thin.series[0]!.data_points.filter(({ value }) => value === null)
    expect(nulls).toHaveLength(1)
  })
  it('keeps where the unfinished begins', () => {
    const given = range(wave)
    given.series[0]!.data_points.slice(1990).forEach((point) => {
      point.partial = true
    })
    const thin = thinRange(given, 50)
    expect(thin.series[0]!.data_points.find(({ partial }) => partial)?.timestamp).toBe(at(1990))
  })
  it('stays close to the line that it stands for', () => {
    const { data_points } = thinRange(range(wave), 200).series[0]!
    const minutes = data_points.map(({ timestamp }) => (Date.parse(timestamp) - Date.parse(at(0))) / 60_000)
    const worst = wave.map((value, n) => {
      const next = minutes.findIndex((minute) => minute >= n)
      const [a, b] = [Math.max(0, next - 1), next]
      const share = minutes[b] === minutes[a] ? 0 : (n - minutes[a]!) / (minutes[b]! - minutes[a]!)
      return Math.abs(data_points[a]!.value! * (1 - share) + data_points[b]!.value! * share - value)
    })
    expect(Math.max(...worst)).toBeLessThan(5)
  })

  it('is never longer than asked, keeps both ends, and the extremes of each series', () => {
    const value = fc.option(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { freq: 6 })
    const series = fc
      .integer({ min: 1, max: 4 })
      .chain((count) =>
        fc
          .integer({ min: 60, max: 300 })
          .chain((length) =>
            fc.array(fc.array(value, { minLength: length, maxLength: length }), { minLength: count, maxLength: count }),
          ),
      )
    fc.assert(
      fc.property(series, fc.integer({ min: 40, max: 59 }), (given, most) => {
        const thin = thinRange(range(...given), most)
        given.forEach((values, index) => {
          const kept = valuesOf(thin, index)
          expect(kept.length).toBeLessThanOrEqual(most)
          expect([kept[0], kept.at(-1)]).toEqual([values[0], values.at(-1)])
          if (known(values).length === 0) return
          expect(Math.max(...known(kept))).toBe(Math.max(...known(values)))
          expect(Math.min(...known(kept))).toBe(Math.min(...known(values)))
        })
      }),
      { numRuns: 60 },
    )
  })
})
