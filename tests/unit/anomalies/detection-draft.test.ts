import { expect, test } from 'vitest'
import { type DetectionDraft, draftOf, errorsOf, inputOf } from '@/components/anomalies/detection-draft'
import { reasonIn } from '@/components/anomalies/detection-words'
import { feedbackGiven } from '@/components/anomalies/feedback-words'
import type { MetricDetection } from '@/lib/anomalies/detection-contract'

const now = Date.UTC(2026, 5, 1, 12)
const stored: MetricDetection['settings'] = {
  sensitivity: 'low',
  direction: 'up',
  floor_absolute: 2.5,
  floor_percent: null,
  excluded: { weekly: [{ days: ['monday'], from: '09:00', to: '24:00', time_zone: 'Asia/Tokyo' }], dates: [] },
  muted: true,
  muted_until: '2026-06-02T00:00:00.000Z',
}
const draft = (change: Partial<DetectionDraft> = {}): DetectionDraft => ({
  ...draftOf({ settings: stored }),
  ...change,
})

test('what is stored and not changed is sent as it is', () => {
  expect(inputOf(draft(), now)).toEqual(stored)
})

test.each<{ name: string; change: Partial<DetectionDraft>; sent: object }>([
  { name: 'a decimal comma', change: { floorPercent: ' 12,5 ' }, sent: { floor_percent: 12.5 } },
  { name: 'an empty floor', change: { floorAbsolute: ' ' }, sent: { floor_absolute: null } },
  { name: 'as configured', change: { sensitivity: 'default' }, sent: { sensitivity: null } },
  { name: 'no mute', change: { mute: 'off' }, sent: { muted: false, muted_until: null } },
  { name: 'muted for good', change: { mute: 'always' }, sent: { muted: true, muted_until: null } },
  { name: 'muted for 8 hours', change: { mute: '8h' }, sent: { muted: true, muted_until: '2026-06-01T20:00:00.000Z' } },
])('$name', ({ change, sent }) => {
  expect(inputOf(draft(change), now)).toMatchObject(sent)
})

test.each<{ change: Partial<DetectionDraft>; fields: string[] }>([
  { change: {}, fields: [] },
  { change: { floorAbsolute: '-1' }, fields: ['floor_absolute'] },
  { change: { floorAbsolute: 'many' }, fields: ['floor_absolute'] },
  { change: { floorPercent: '20000' }, fields: ['floor_percent'] },
  {
    change: { weekly: [{ key: 0, days: [], from: '09:00', to: '10:00', time_zone: 'UTC' }] },
    fields: ['excluded.weekly.0.days'],
  },
  {
    change: { dates: [{ key: 0, first_day: '', last_day: '2026-01-01', time_zone: 'UTC' }] },
    fields: ['excluded.dates.0.first_day'],
  },
])('wrong fields of $change: $fields', ({ change, fields }) => {
  expect(Object.keys(errorsOf(draft(change)))).toEqual(fields)
})

test('times in a reason are on the clock of the reader; what was said is in words', () => {
  expect(reasonIn({ reason: 'No sample since 2026-06-01T22:00Z' }, 'Asia/Tokyo')).toMatch(/since .*07:00/)
  expect(feedbackGiven({ feedback: 'ignore', feedback_scope: 'daily' })).toBe('Ignore this time every day')
  expect(feedbackGiven({ feedback: null, feedback_scope: null })).toBeNull()
})
