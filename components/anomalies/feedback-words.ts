import type { Anomaly } from '@/lib/anomalies/contract'
import type { FeedbackInput } from '@/lib/anomalies/feedback-contract'

export type FeedbackChoice = { key: string; label: string; hint: string; title: string; body: FeedbackInput }

/** All that can be said of an anomaly, patterns on the clock of `timeZone`. */
export const feedbackChoices = (timeZone: string): FeedbackChoice[] => [
  {
    key: 'anomaly',
    label: 'A real problem',
    hint: 'Keep it out of what is usual',
    title: 'This was a real problem',
    body: { verdict: 'anomaly' },
  },
  {
    key: 'expected',
    label: 'Expected',
    hint: 'Learn from it',
    title: 'This was expected',
    body: { verdict: 'expected' },
  },
  {
    key: 'false_alarm',
    label: 'False alarm',
    hint: 'Learn from it, and raise the bar',
    title: 'This was a false alarm',
    body: { verdict: 'false_alarm' },
  },
  {
    key: 'new_normal',
    label: 'New normal from here',
    hint: 'Forget what was before',
    title: 'This is the new normal',
    body: { verdict: 'new_normal' },
  },
  {
    key: 'ignore-period',
    label: 'Ignore this period',
    hint: 'Neither judge it nor learn from it',
    title: 'Ignore this period',
    body: { verdict: 'ignore', scope: 'period' },
  },
  {
    key: 'ignore-daily',
    label: 'Ignore this time every day',
    hint: 'From now on, at this time of day',
    title: 'Ignore this time every day',
    body: { verdict: 'ignore', scope: 'daily', time_zone: timeZone },
  },
  {
    key: 'ignore-weekly',
    label: 'Ignore this time every week',
    hint: 'From now on, on this weekday',
    title: 'Ignore this time every week',
    body: { verdict: 'ignore', scope: 'weekly', time_zone: timeZone },
  },
]

/** What was said of an anomaly, such as `Ignore this time every day`; null where nothing was. */
export function feedbackGiven({ feedback, feedback_scope }: Pick<Anomaly, 'feedback' | 'feedback_scope'>) {
  const key = feedback === 'ignore' ? `ignore-${feedback_scope ?? 'period'}` : feedback
  return feedbackChoices('UTC').find((one) => one.key === key)?.label ?? null
}
