import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DecimalSum } from '@/lib/metrics/decimal'
import { mergeAggregate, minuteMs, noSamples } from '@/lib/metrics/fold'
import type { Point, SeriesNames } from '@/lib/storage/engine'
import { pointKey } from '@/lib/storage/point-fields'
import { engineCases, type TestedEngine } from '@/tests/support/tested-engines'

/** Of the last days: engines keep no times of long ago or far ahead. */
const start = Math.floor((Date.now() - 3 * 86_400_000) / 3_600_000) * 3_600_000
const decimal = (text: string) => {
  const sum = new DecimalSum()
  sum.add(text)
  return sum
}
const point = (
  seriesId: number,
  minute: number,
  values: { sum?: string; change?: string } & Record<string, unknown> = {},
): Point => {
  const bucket = start + minute * minuteMs
  const { sum = '6.75', change = '6.75', ...rest } = values
  const plain = { count: 3, min: 1, max: 4.5, firstAt: bucket + 10, last: 1.25, lastAt: bucket + 59_999, ...rest }
  return { seriesId, bucket, aggregate: { ...plain, sum: decimal(sum), change: decimal(change) } }
}
const named = (labels: Record<string, string>) => ({
  table: 'orders',
  schema: 'public',
  field: 'status',
  kind: 'category',
  labels,
})
const keys = (points: Point[]) =>
  points.map((one) => `${one.seriesId} ${(one.bucket - start) / minuteMs} ${pointKey(one)}`).sort()

describe.each(engineCases)('$name', ({ missing, keepsAtOnce, open }) => {
  let tested: TestedEngine
  let number = 0
  /** Ids of its own for each test. */
  const ids = (count: number) => Array.from({ length: count }, () => ++number)
  const read = async (seriesIds: number[], from = start, to = start + 86_400_000) =>
    keys(await tested.engine.read({ seriesIds, from, to }))
  /** What was written may take a moment until it is shown. */
  const holds = async (seriesIds: number[], points: Point[], from?: number, to?: number) => {
    await pause(tested.hiddenMs)
    await expect.poll(() => read(seriesIds, from, to), { timeout: 20_000 }).toEqual(keys(points))
  }
  const write = async (points: Point[], names: SeriesNames = new Map()) => {
    const { points: refused, reason } = await tested.engine.write(points, names)
    expect({ refused: refused.length, reason }).toEqual({ refused: 0, reason: '' })
  }

  beforeAll(async () => {
    if (missing === null) tested = await open()
  }, 120_000)
  afterAll(() => tested?.stop())

  const it = missing === null ? test : test.skip
  if (missing !== null) test.skip(`is not here: ${missing}`, () => {})

  it('answers what it is, and that it takes samples', async () => {
    const report = await tested.engine.check()
    expect(report.product).not.toBe('')
    expect(report.warnings).toEqual([])
  })

  it('gives back what was written, exactly', async () => {
    const [a = 0, b = 0] = ids(2)
    const points = [
      point(a, 0),
      point(a, 1, { count: 1, sum: '0.1', change: '0', min: 0.1, max: 0.1, last: 0.1 }),
      point(a, 2, { sum: '9007199254740993', change: '-0.000000000001' }),
      point(a, 3, { sum: '-1234567890123456789.123456789', min: -1e12 - 0.5, max: 0.1 + 0.2, last: 1e-7 }),
      point(a, 4, { count: 5_000_000_000, sum: '5000000000', change: '5000000000', min: 1, max: 1, last: 1 }),
      { seriesId: a, bucket: start + 5 * minuteMs, aggregate: { ...noSamples(), change: decimal('-3') } },
      point(b, 0, { sum: '0', change: '0', min: 0, max: 0, last: 0 }),
      point(b, 59, { sum: '999999.999999', max: 333_333.333333 }),
    ]
    await write(points)
    await holds([a, b], points)
    await holds([a], points.slice(1, 3), start + minuteMs, start + 3 * minuteMs)
  })

  it('is the same after batches sent again and out of order, and adds up to every aggregation', async () => {
    const series = ids(5)
    const points = Array.from({ length: 600 }, (_, i) => {
      const amount = (i * 37) % 101
      return point(series[i % 5]!, Math.floor(i / 5), {
        count: 2,
        sum: `${amount}.05`,
        min: -amount,
        max: amount / 4,
        last: i,
      })
    })
    await write(points.slice(0, 300))
    await write(points.slice(0, 300))
    await write(points.slice(250))
    await write(points.slice(0, 300))
    await holds(series, points)
    const found = await tested.engine.read({ seriesIds: series, from: start, to: start + 7_200_000 })
    const total = (all: Point[]) =>
      all.reduce<Point['aggregate'] | undefined>(
        (sum, one) => mergeAggregate(sum, one.aggregate) as Point['aggregate'],
        undefined,
      )!
    const [one, other] = [total(found), total(points)]
    expect(pointKey({ seriesId: 0, bucket: 0, aggregate: one })).toBe(
      pointKey({ seriesId: 0, bucket: 0, aggregate: other }),
    )
  })

  it('takes series with any labels and keeps them apart', async () => {
    const values = [
      '',
      'a"b\\c',
      'line\nbreak',
      'tab\tand, comma = sign',
      'ünï 漢字 🎉',
      "'; drop --",
      '{x="y"}',
      'x'.repeat(5000),
      'trailing\\',
    ]
    const series = ids(values.length)
    const names = new Map(
      series.map((id, i) => [
        id,
        named({
          table: 'orders',
          schema: 'öffentlich',
          'my status-field': values[i]!,
          kind: values[i]!,
          '1st': 'x',
          __name__: 'no',
        }),
      ]),
    )
    const points = series.map((id, i) => point(id, 10, { count: i + 1, sum: String(i) }))
    await write(points, names)
    await holds(series, points)
    expect(await tested.engine.list()).toEqual(expect.arrayContaining(series))
  })

  it('has what it acknowledged after kill -9 in mid-write, where it says so, and takes it again', async () => {
    if (!tested.server) return
    const series = ids(20)
    const points = series.flatMap((id) => Array.from({ length: 60 }, (_, i) => point(id, i, { sum: `${i}.5` })))
    await write(points.slice(0, 600))
    const cut = tested.engine.write(points, new Map()).catch((error: Error) => error)
    await tested.server.kill()
    await cut
    await expect(tested.engine.check()).rejects.toMatchObject({
      kind: 'down',
      message: expect.stringContaining('cannot be reached'),
    })
    await tested.server.run()
    const acknowledged = keys(points.slice(0, 600))
    if (keepsAtOnce) expect(await read(series)).toEqual(expect.arrayContaining(acknowledged))
    await write(points)
    await holds(series, points)
  })

  it('replaces a minute that is written again, where it says so', async () => {
    if (!tested.engine.overwrites) return
    const [a = 0] = ids(1)
    await write([point(a, 0, { sum: '9007199254740993' }), point(a, 1)])
    await write([point(a, 0, { count: 4, sum: '4', change: '4', min: 1, max: 1, last: 1 })])
    await holds([a], [point(a, 0, { count: 4, sum: '4', change: '4', min: 1, max: 1, last: 1 }), point(a, 1)])
  })

  it('lets go of what is older than it is to keep, unless it sees to that itself', async () => {
    const [a = 0] = ids(1)
    const [old, young] = [point(a, 0), point(a, 90)]
    await write([old, young])
    await holds([a], [old, young])
    await tested.engine.expire(start + 60 * minuteMs)
    await holds([a], tested.engine.overwrites ? [young] : [old, young])
  })

  it('keeps installations apart', async () => {
    const [a = 0] = ids(1)
    const other = tested.beside('other')
    await write([point(a, 0)])
    expect(await other.read({ seriesIds: [a], from: start, to: start + minuteMs })).toEqual([])
    await other.close()
  })
})
