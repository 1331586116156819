import { expect, test } from 'vitest'
import { likeWindows, tellingWindow } from '@/lib/anomalies/like-windows'

const hour = 3_600_000
const day = 24 * hour
/** A Wednesday. */
const at = Date.UTC(2026, 4, 20, 10)
const window = { fromMs: at, toMs: at + hour }
const known = { sinceMs: at - 40 * day, anomalies: [] }
const backs = (windows: { fromMs: number }[], from = at) => windows.map(({ fromMs }) => (from - fromMs) / day)

test.each([
  { name: 'weekdays are like weekdays', from: at, change: {}, expected: [1, 2, 5, 6, 7, 8, 9, 12, 13, 14] },
  { name: 'weekends are like weekends', from: at + 3 * day, change: {}, expected: [6, 7, 13, 14, 20, 21, 27, 28] },
  {
    name: 'any day where two alike are not known',
    from: at + 3 * day,
    change: { sinceMs: at - day / 2 },
    expected: [1, 2, 3],
  },
  { name: 'none before the first row', from: at, change: { sinceMs: at - 2 * day }, expected: [1, 2] },
  { name: 'nothing known', from: at, change: { sinceMs: at }, expected: [] },
  {
    name: 'not a day with an anomaly at that time',
    from: at,
    change: { anomalies: [{ fromMs: at - day + hour / 2, toMs: at - day + 2 * hour }], sinceMs: at - 5.5 * day },
    expected: [2, 5],
  },
])('$name', ({ from, change, expected }) => {
  expect(backs(likeWindows({ fromMs: from, toMs: from + hour }, { ...known, ...change }), from)).toEqual(expected)
})

test.each([
  { name: 'all of a short one', to: at + 2 * hour, peak: at + hour, expected: [at, at + 2 * hour] },
  { name: 'the first three hours of a long one', to: at + 9 * hour, peak: at + hour, expected: [at, at + 3 * hour] },
  {
    name: 'up to its peak, where that is later',
    to: at + 9 * hour,
    peak: at + 5 * hour,
    expected: [at + 3 * hour, at + 6 * hour],
  },
])('$name is taken apart', ({ to, peak, expected }) => {
  const found = tellingWindow({ ...window, toMs: to }, peak, hour)
  expect([found.fromMs, found.toMs]).toEqual(expected)
})
