import { expect, test } from 'vitest'
import { sparkWindow } from '@/components/anomalies/spark-window'

const hour = 3_600_000
const now = Date.parse('2026-03-10T12:00:00Z')
const at = (hours: number) => new Date(now - hours * hour).toISOString()

test.each([
  { name: 'a short one, three hours to either side', start: 20, end: 19, from: 23, to: 16, mark: [3 / 7, 4 / 7] },
  { name: 'a long one, its length', start: 40, end: 30, from: 50, to: 20, mark: [1 / 3, 2 / 3] },
  { name: 'nothing after now', start: 2, end: 1, from: 5, to: 0, mark: [3 / 5, 4 / 5] },
  { name: 'what goes on, up to now', start: 6, end: null, from: 12, to: 0, mark: [1 / 2, 1] },
])('$name', ({ start, end, from, to, mark }) => {
  const spark = sparkWindow({ started_at: at(start), ended_at: end === null ? null : at(end) }, now, 'UTC')
  expect(spark.window.resolve(now)).toEqual({ from: now - from * hour, to: now - to * hour })
  expect([spark.mark.from, spark.mark.to]).toEqual(mark.map((share) => expect.closeTo(share, 9)))
  expect(spark.stepMs).toBeGreaterThanOrEqual(300_000)
})
