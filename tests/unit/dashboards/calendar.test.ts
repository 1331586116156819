import { expect, it } from 'vitest'
import { calendarRanges, calendarSpan, isCalendarRange } from '@/lib/dashboards/calendar'

const iso = ({ from, to }: { from: number; to: number }) =>
  [from, to].map((at) => new Date(at).toISOString().slice(0, 16))
const berlin = 'Europe/Berlin'

it.each([
  ['today', '2026-03-04T10:07:31Z', berlin, ['2026-03-03T23:00', '2026-03-04T10:08']],
  ['today', '2026-03-04T10:07:31Z', 'Asia/Kolkata', ['2026-03-03T18:30', '2026-03-04T10:08']],
  ['today', '2026-03-04T23:30:00Z', berlin, ['2026-03-04T23:00', '2026-03-04T23:31']],
  ['yesterday', '2026-03-30T10:00:00Z', berlin, ['2026-03-28T23:00', '2026-03-29T22:00']],
  ['this_week', '2026-03-04T10:00:00Z', 'UTC', ['2026-03-02T00:00', '2026-03-04T10:01']],
  ['previous_week', '2026-04-01T10:00:00Z', berlin, ['2026-03-22T23:00', '2026-03-29T22:00']],
  ['this_month', '2026-04-01T10:00:00Z', berlin, ['2026-03-31T22:00', '2026-04-01T10:01']],
  ['previous_month', '2026-01-15T10:00:00Z', 'UTC', ['2025-12-01T00:00', '2026-01-01T00:00']],
  ['previous_quarter', '2026-01-15T10:00:00Z', 'UTC', ['2025-10-01T00:00', '2026-01-01T00:00']],
  ['this_year', '2026-05-15T10:00:00Z', 'UTC', ['2026-01-01T00:00', '2026-05-15T10:01']],
  ['previous_year', '2026-05-15T10:00:00Z', berlin, ['2024-12-31T23:00', '2025-12-31T23:00']],
] as const)('%s at %s in %s', (name, now, zone, span) =>
  expect(iso(calendarSpan(name, Date.parse(now), zone))).toEqual(span),
)

it('each begins before it ends, at midnight too', () => {
  for (const name of calendarRanges) {
    const { from, to } = calendarSpan(name, Date.parse('2026-01-01T00:00:00Z'), 'UTC')
    expect(from, name).toBeLessThan(to)
  }
})

it.each(['toString', '24h', '', 'Today'])('%j is none', (text) => expect(isCalendarRange(text)).toBe(false))
