import { dayMs } from '../grid'
import type { Detector } from './detector'
import { experts } from './lane'

export const periods = ['day', 'week'] as const
export type Period = (typeof periods)[number]

/** The periods that most of the last day's buckets were forecast by: a season is a day's, days of one kind are those of a week. */
export function periodsOf(detector: Detector): Period[] {
  const { data, length } = detector.plain.by
  const from = Math.max(0, length - Math.ceil(dayMs / detector.subject.stepMs))
  const votes = experts.map(() => 0)
  for (let at = from; at < length; at++) if (data[at]! >= 0) votes[data[at]!]!++
  const most = experts[votes.indexOf(Math.max(...votes))]
  if (most === 'seasonal' && Math.max(...votes) > 0) return ['day']
  return most === 'days' || most === 'week' ? ['day', 'week'] : []
}
