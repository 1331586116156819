import { describe, expect, test } from 'vitest'
import { nearestWithData, stepChoices, stepOf, stretch } from '@/components/explore/explore-step'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const span = (length: number) => ({ from: 0, to: length })

test.each([
  ['none is asked for: a round one', undefined, day, { stepMs: 10 * minute, refused: false }],
  ['one that fits', '5m', day, { stepMs: 5 * minute, refused: false }],
  ['too fine', '10s', 30 * day, { stepMs: 6 * hour, refused: true }],
  ['longer than the interval', '1w', day, { stepMs: 10 * minute, refused: true }],
])('stepOf: %s', (_, step, length, expected) => expect(stepOf(step, span(length))).toEqual(expected))

test('what is offered fits the interval', () => {
  expect(stepChoices(span(15 * minute))).toEqual(['10s', '30s', '1m', '5m', '15m'])
  expect(stepChoices(span(30 * day))[0]).toBe('30m')
})

describe('stretch', () => {
  test.each([
    ['closer keeps the middle', span(4 * hour), 0.5, 9 * hour, { from: hour, to: 3 * hour }],
    ['wider keeps the middle', { from: 4 * hour, to: 6 * hour }, 2, 9 * hour, { from: 3 * hour, to: 7 * hour }],
    ['not into the future', { from: 4 * hour, to: 6 * hour }, 2, 6 * hour, { from: 2 * hour, to: 6 * hour }],
    ['never below a minute', span(minute), 0.5, hour, span(minute)],
  ])('%s', (_, given, factor, now, expected) => expect(stretch(given, factor, now)).toEqual(expected))
})

describe('nearestWithData', () => {
  const asked = { from: 10 * day, to: 11 * day }
  const seen = (first: number, last: number) => ({
    first_seen: new Date(first).toISOString(),
    last_seen: new Date(last).toISOString(),
  })
  test.each([
    ['nothing is known', [], null],
    ['no samples at all', [{ first_seen: null, last_seen: null }], null],
    ['before it', [seen(0, 5 * day)], { from: 4 * day + minute, to: 5 * day + minute }],
    ['after it', [seen(20 * day, 30 * day)], { from: 20 * day, to: 21 * day }],
    ['the nearer of two', [seen(0, day), seen(12 * day, 13 * day)], { from: 12 * day, to: 13 * day }],
    ['a gap within what there is', [seen(0, 30 * day)], null],
    ['one of two has some', [seen(0, 5 * day), seen(0, 30 * day)], null],
  ])('%s', (_, extents, expected) => expect(nearestWithData(asked, extents)).toEqual(expected))
})
