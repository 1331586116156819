import { expect, test } from 'vitest'
import type { DetectionState } from '@/lib/anomalies/detection-contract'
import { dayMs, hourMs } from '@/lib/anomalies/grid'
import { joinStates, unwatched, type Watched, watchOf } from '@/lib/anomalies/watch'

const now = Date.UTC(2026, 5, 10, 12)
const watched = (change: Partial<Watched> = {}): Watched => ({
  firstMs: now - 9 * dayMs,
  lastMs: now,
  newNormalMs: null,
  stepMs: 300_000,
  scoredUntilMs: now - 600_000,
  periods: ['1d'],
  muted: null,
  why: null,
  ...change,
})

test.each<{ name: string; change: Partial<Watched>; state: DetectionState; says: RegExp; sureness?: number }>([
  { name: 'a week and more', change: {}, state: 'ready', says: /5 minutes, from 8 days/, sureness: 1 },
  {
    name: 'three days',
    change: { firstMs: now - 3 * dayMs },
    state: 'ready',
    says: /the bar is higher/,
    sureness: 0.43,
  },
  {
    name: 'hours',
    change: { firstMs: now - 5 * hourMs },
    state: 'learning',
    says: /a day of history; there are 4 hours/,
    sureness: 0,
  },
  { name: 'no pass yet', change: { scoredUntilMs: null }, state: 'learning', says: /No detection pass/ },
  {
    name: 'a new normal since this morning',
    change: { newNormalMs: now - 3 * hourMs },
    state: 'learning',
    says: /since the new normal of 2026-06-10T09:00Z/,
  },
  { name: 'a new normal before all', change: { newNormalMs: now - 20 * dayMs }, state: 'ready', says: /8 days/ },
  { name: 'muted for good', change: { muted: { untilMs: null } }, state: 'muted', says: /further notice/ },
  { name: 'muted for a while', change: { muted: { untilMs: now } }, state: 'muted', says: /until 2026-06-10T12:00Z/ },
  {
    name: 'nothing for two days',
    change: { lastMs: now - 2 * dayMs },
    state: 'silent',
    says: /since 2026-06-08T12:00Z/,
  },
  { name: 'nothing at all', change: { firstMs: null, lastMs: null }, state: 'silent', says: /No sample/ },
  { name: 'too few', change: { why: 'too_sparse', stepMs: null }, state: 'too_sparse', says: /Fewer than 5 samples/ },
  { name: 'a repeat', change: { why: 'repeats', stepMs: null }, state: 'off', says: /repeat/ },
  { name: 'beyond the busiest', change: { why: 'crowded' }, state: 'off', says: /300/ },
])('$name', ({ change, state, says, sureness }) => {
  const status = watchOf(watched(change), now)
  expect([status.state, status.reason]).toEqual([state, expect.stringMatching(says)])
  if (sureness !== undefined) expect(status.sureness).toBeCloseTo(sureness, 1)
})

test('a metric of several series is as its best one; one without any is not watched', () => {
  const [ready, sparse] = [watchOf(watched(), now), watchOf(watched({ why: 'too_sparse' }), now)]
  expect(joinStates([sparse, ready, sparse], unwatched)).toMatchObject({
    state: 'ready',
    reason: expect.stringContaining('1 of 3 series'),
  })
  expect(joinStates([], unwatched).state).toBe('off')
})
