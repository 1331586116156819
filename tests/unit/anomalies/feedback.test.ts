import { expect, test } from 'vitest'
import { changeBy, effectOf, type Rated } from '@/lib/anomalies/feedback'
import { type FeedbackInput, feedbackBody } from '@/lib/anomalies/feedback-contract'

const [start, now] = [new Date('2026-05-01T10:00:00Z'), new Date('2026-05-01T12:00:00Z')]
const earlier = new Date('2026-05-01T11:00:00Z')
const rated = (change: Partial<Rated> = {}): Rated => ({
  status: 'open',
  startedAt: start,
  endedAt: null,
  acknowledgedAt: null,
  resolvedAt: null,
  feedback: null,
  feedbackAt: null,
  feedbackBy: null,
  feedbackScope: null,
  feedbackFrom: null,
  feedbackUntil: null,
  feedbackZone: null,
  ...change,
})
const say = (row: Rated, body: FeedbackInput) => ({
  ...row,
  ...changeBy(row, feedbackBody.parse(body), { now, by: 'ann' }),
})
const falseAlarm = { feedback: 'false_alarm' as const, feedbackAt: earlier, status: 'resolved' as const }

test.each<{ name: string; row?: Partial<Rated>; body: FeedbackInput; after: Partial<Rated> }>([
  {
    name: 'expected leaves it open',
    body: { verdict: 'expected' },
    after: { status: 'open', feedbackBy: 'ann', feedbackAt: now },
  },
  {
    name: 'a false alarm resolves it, and it goes on',
    body: { verdict: 'false_alarm' },
    after: { status: 'resolved', resolvedAt: now, endedAt: null },
  },
  {
    name: 'a new normal resolves and ends it',
    body: { verdict: 'new_normal' },
    after: { status: 'resolved', endedAt: now },
  },
  {
    name: 'an end that is known stays',
    row: { endedAt: earlier },
    body: { verdict: 'ignore' },
    after: { endedAt: earlier, feedbackScope: 'period', feedbackFrom: start, feedbackUntil: earlier },
  },
  {
    name: 'a period of its own',
    body: { verdict: 'ignore', scope: 'period', from: '2026-05-01T09:00:00Z', to: '2026-05-01T09:30:00Z' },
    after: { feedbackFrom: new Date('2026-05-01T09:00:00Z'), feedbackUntil: new Date('2026-05-01T09:30:00Z') },
  },
  {
    name: 'a pattern has a zone and no bounds',
    row: { feedback: 'ignore', feedbackScope: 'period', feedbackFrom: start, feedbackUntil: earlier },
    body: { verdict: 'ignore', scope: 'weekly', time_zone: 'Asia/Tokyo' },
    after: { feedbackScope: 'weekly', feedbackZone: 'Asia/Tokyo', feedbackFrom: null, feedbackUntil: null },
  },
  {
    name: 'taken back, what it resolved is open again',
    row: { ...falseAlarm, resolvedAt: earlier },
    body: { verdict: null },
    after: { status: 'open', resolvedAt: null, feedback: null, feedbackBy: null, feedbackAt: null },
  },
  {
    name: 'taken back, what somebody had acknowledged is acknowledged',
    row: { ...falseAlarm, resolvedAt: earlier, acknowledgedAt: start },
    body: { verdict: null },
    after: { status: 'acknowledged' },
  },
  {
    name: 'taken back, what was resolved before stays so',
    row: { ...falseAlarm, resolvedAt: start },
    body: { verdict: null },
    after: { status: 'resolved', resolvedAt: start },
  },
  {
    name: 'the latest stands: real after all',
    row: { ...falseAlarm, resolvedAt: earlier },
    body: { verdict: 'anomaly' },
    after: { status: 'open', resolvedAt: null, feedback: 'anomaly', feedbackAt: now },
  },
])('$name', ({ row, body, after }) => {
  expect(say(rated(row), body)).toMatchObject(after)
})

test('every verdict says what it does', () => {
  const bodies = [
    ...(['expected', 'anomaly', 'false_alarm', 'new_normal', null] as const).map((verdict) => ({ verdict })),
    ...(['period', 'daily', 'weekly'] as const).map((scope) => ({ verdict: 'ignore' as const, scope })),
  ]
  expect(new Set(bodies.map(effectOf)).size).toBe(bodies.length)
})
