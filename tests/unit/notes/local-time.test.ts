import { expect, test } from 'vitest'
import { fromLocal, toLocal } from '@/components/notes/local-time'

test.each([
  { zone: 'UTC', instant: '2026-05-01T10:05:00.000Z', local: '2026-05-01T10:05' },
  { zone: 'Europe/Berlin', instant: '2026-05-01T22:30:00.000Z', local: '2026-05-02T00:30' },
  { zone: 'Asia/Kathmandu', instant: '2026-01-31T18:20:00.000Z', local: '2026-02-01T00:05' },
  { zone: 'America/New_York', instant: '2026-03-08T07:30:00.000Z', local: '2026-03-08T03:30' },
])('$local in $zone, and back', ({ zone, instant, local }) => {
  expect(toLocal(instant, zone)).toBe(local)
  expect(fromLocal(local, zone)).toBe(instant)
})

test.each(['', 'soon', '2026-05-01'])('%j is no time', (text) => expect(fromLocal(text, 'UTC')).toBeNull())
