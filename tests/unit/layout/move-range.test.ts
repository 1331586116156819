import { describe, expect, it } from 'vitest'
import { noTrail, rangeOf, shiftSpan, stepBack, stepForward, stepOn } from '@/components/layout/move-range'
import { readRefresh, refreshes, refreshMs } from '@/components/layout/refresh'
import { readTimeRange, relativeRange, timeRangeParams } from '@/components/layout/time-range'

const hour = 3_600_000
const now = Date.parse('2026-03-01T10:07:31Z')
const end = Date.parse('2026-03-01T10:08:00Z')

it.each([
  ['earlier', -1, { from: end - hour, to: end }, { from: end - 2 * hour, to: end - hour }],
  ['later', 1, { from: end - 3 * hour, to: end - 2 * hour }, { from: end - 2 * hour, to: end - hour }],
  ['later, up to now', 1, { from: end - 1.5 * hour, to: end - 0.5 * hour }, { from: end - hour, to: end }],
  ['later where there is nothing later', 1, { from: end - hour, to: end }, { from: end - hour, to: end }],
  ['later than a range that ends in the future', 1, { from: end, to: end + hour }, { from: end, to: end + hour }],
] as const)('%s', (_name, direction, span, moved) => expect(shiftSpan(span, direction, now)).toEqual(moved))

it('a range is at least a minute around what was chosen', () => {
  expect(rangeOf({ from: end - 1000, to: end + 1000 })?.resolve(0)).toEqual({ from: end - 30_000, to: end + 30_000 })
})

describe('the trail of ranges', () => {
  const [day, week, month] = ['24h', '7d', '30d'].map((name) => relativeRange(name)!) as [never, never, never]
  it('goes back and forward again', () => {
    const on = stepOn(stepOn(noTrail, day), week)
    expect(on.past).toEqual([day, week])
    const back = stepBack(on, month)
    expect(back).toEqual({ past: [day], future: [month] })
    expect(stepForward(back, week)).toEqual({ past: [day, week], future: [] })
  })
  it('forgets what lay ahead where another is chosen, and the oldest of many', () => {
    expect(stepOn({ past: [], future: [month] }, day).future).toEqual([])
    const long = Array.from({ length: 80 }).reduce<typeof noTrail>((trail) => stepOn(trail, day), noTrail)
    expect(long.past).toHaveLength(50)
  })
})

it.each([
  ['range=yesterday&tz=UTC', 'yesterday', 'Yesterday'],
  ['range=this_week', 'this_week', 'This week'],
  ['range=someday', '24h', 'Last 24 hours'],
])('%s is the range %s', (search, name, label) => {
  const range = readTimeRange(new URLSearchParams(search), '24h', 'Europe/Berlin')
  expect([range.name, range.label, range.relative]).toEqual([name, label, true])
  expect(timeRangeParams(range)).toEqual({ range: name === '24h' ? null : name, from: null, to: null })
})

it('how often a page asks again is read, and live where it makes no sense', () => {
  expect(refreshes.map((one) => readRefresh(one))).toEqual([...refreshes])
  expect([null, '1s', 'never'].map(readRefresh)).toEqual(['live', 'live', 'live'])
  expect(refreshes.map(refreshMs)).toEqual([null, 5000, 10_000, 30_000, 60_000, 300_000, 900_000, null])
})
