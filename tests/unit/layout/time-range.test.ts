import { describe, expect, test } from 'vitest'
import { fromLocalInput, toLocalInput } from '@/components/layout/local-time'
import { absoluteRange, readTimeRange, relativeRange, timeRangeParams } from '@/components/layout/time-range'

const now = Date.parse('2026-03-01T10:07:31Z')
const iso = ({ from, to }: { from: number; to: number }) => [from, to].map((at) => new Date(at).toISOString())
const read = (query: string) => readTimeRange(new URLSearchParams(query))

describe('a relative range', () => {
  test('ends with the running minute, so that its newest bucket is in it', () =>
    expect(iso(relativeRange('1h')!.resolve(now))).toEqual(['2026-03-01T09:08:00.000Z', '2026-03-01T10:08:00.000Z']))

  test.each(['', 'soon', '0s', '30s', '-1h', '99999d'])('%j is none', (text) => expect(relativeRange(text)).toBeNull())
})

describe('readTimeRange', () => {
  test.each([
    ['nothing', '', '24h'],
    ['a relative one', 'range=7d', '7d'],
    ['nonsense', 'range=never', '24h'],
    [
      'an absolute one',
      'from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z',
      '2026-01-01T00:00:00Z/2026-01-02T00:00:00Z',
    ],
    ['an absolute one before a relative one', 'range=1h&from=2026-01-01&to=2026-01-02', '2026-01-01/2026-01-02'],
    ['an end before its start', 'from=2026-01-02&to=2026-01-01', '24h'],
    ['half of one', 'from=2026-01-02', '24h'],
  ])('%s', (_, query, name) => expect(read(query).name).toBe(name))

  test.each(['24h', '7d', '45m'])('%s goes into the address and comes back', (name) => {
    const params = Object.entries(timeRangeParams(relativeRange(name)!)).filter(([, value]) => value !== null)
    expect(readTimeRange(new URLSearchParams(params as [string, string][])).name).toBe(name)
  })

  test('an absolute range goes into the address and comes back', () => {
    const range = absoluteRange('2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z')!
    const { from, to } = timeRangeParams(range)
    expect(read(`from=${from}&to=${to}`).resolve(0)).toEqual(range.resolve(0))
  })
})

test.each([
  ['winter', '2026-01-15T10:00', 'Europe/Berlin', '2026-01-15T09:00:00.000Z'],
  ['summer', '2026-07-15T10:00', 'Europe/Berlin', '2026-07-15T08:00:00.000Z'],
  ['half an hour off', '2026-07-15T10:00', 'Asia/Kolkata', '2026-07-15T04:30:00.000Z'],
])('a wall clock time is an instant and back: %s', (_, text, zone, expected) => {
  const at = fromLocalInput(text, zone)!
  expect(new Date(at).toISOString()).toBe(expected)
  expect(toLocalInput(at, zone)).toBe(text)
})

test('no time is no instant', () => expect(fromLocalInput('', 'UTC')).toBeNull())
