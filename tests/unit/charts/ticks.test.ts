import { describe, expect, test } from 'vitest'
import { timeExtent, timeTicks, valueDomain, valueTicks } from '@/components/charts/ticks'

describe('valueTicks', () => {
  test.each([
    ['zero to a round value', 0, 100, 4, false, [0, 25, 50, 75, 100]],
    ['an odd maximum is rounded up', 0, 87, 4, false, [0, 25, 50, 75, 100]],
    ['whole numbers have no halves', 0, 3, 4, true, [0, 1, 2, 3]],
    ['one count of one', 0, 1, 4, true, [0, 1]],
    ['both signs', -5, 8, 4, false, [-5, 0, 5, 10]],
    ['only zero', 0, 0, 4, false, [0, 0.25, 0.5, 0.75, 1]],
    ['a constant', 7, 7, 2, false, [0, 5, 10]],
    ['no binary dust', 0, 0.3, 3, false, [0, 0.1, 0.2, 0.3]],
  ])('%s', (_, min, max, count, whole, expected) => expect(valueTicks(min, max, count, whole)).toEqual(expected))
})

describe('valueDomain', () => {
  test.each([
    ['starts at zero', [3, 10], false, [0, 10]],
    ['unless all lie far from it', [90, 100], false, [90, 100]],
    ['filled areas always do', [90, 100], true, [0, 100]],
    ['below zero ends at zero', [-10, -1], false, [-10, 0]],
    ['nothing', [], true, [0, 1]],
  ])('%s', (_, values, fromZero, expected) => expect(valueDomain(values, fromZero)).toEqual(expected))
})

describe('timeTicks', () => {
  const iso = (from: string, to: string, count: number, zone: string) =>
    timeTicks(Date.parse(from), Date.parse(to), count, zone).ticks.map((at) => new Date(at).toISOString().slice(5, 16))

  test.each([
    [
      'an hour',
      '2026-01-05T10:07:00Z',
      '2026-01-05T11:07:00Z',
      4,
      'UTC',
      ['01-05T10:15', '01-05T10:30', '01-05T10:45', '01-05T11:00'],
    ],
    [
      'days begin where the reader is',
      '2026-01-05T00:00:00Z',
      '2026-01-08T00:00:00Z',
      4,
      'Asia/Kolkata',
      ['01-05T18:30', '01-06T18:30', '01-07T18:30'],
    ],
    [
      'midnight stays midnight when the clocks go forward',
      '2026-03-28T00:00:00Z',
      '2026-03-31T00:00:00Z',
      4,
      'Europe/Berlin',
      ['03-28T23:00', '03-29T22:00', '03-30T22:00'],
    ],
    [
      'and when they go back',
      '2026-10-24T00:00:00Z',
      '2026-10-27T00:00:00Z',
      4,
      'Europe/Berlin',
      ['10-24T22:00', '10-25T23:00', '10-26T23:00'],
    ],
  ])('%s', (_, from, to, count, zone, expected) => expect(iso(from, to, count, zone)).toEqual(expected))

  test('a point in time has at most one tick', () => expect(timeTicks(0, 0, 5, 'UTC').ticks).toEqual([0]))
})

describe('timeExtent', () => {
  const hour = 3_600_000
  const iso = (hours: number) => new Date(hours * hour).toISOString()
  const rows = (...hours: number[]) => hours.map((at) => ({ at: at * hour }))
  test.each([
    ['that of the points', rows(1, 4), {}, [1, 4]],
    ['that asked for, where the points do not reach', rows(3), { from: iso(1), to: iso(6) }, [1, 5]],
    ['the running step is not cut off', rows(0, 2), { from: iso(0), to: iso(2.2) }, [0, 2]],
    ['nor is a first one that began before', rows(0, 2), { from: iso(0.5), to: iso(3) }, [0, 2]],
    ['one point', rows(2), {}, [2, 3]],
    ['nothing', [], {}, [0, 1]],
  ])('%s', (_, points, edges, [first, last]) =>
    expect(timeExtent(points, hour, edges)).toEqual([first! * hour, last! * hour]),
  )
})
