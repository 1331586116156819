import { z } from 'zod'
import { instant, instantParam, pageQuery } from '@/lib/http/contract'
import { timeZone } from '@/lib/metrics/contract'
import { anomalySeverities, anomalyTypes } from './contract'
import { sensitivities } from './detector/incidents'
import { known } from './feedback-contract'

export const detectionStates = ['ready', 'learning', 'muted', 'silent', 'too_sparse', 'off'] as const
export type DetectionState = (typeof detectionStates)[number]
export const directions = ['both', 'up', 'down'] as const
export type Direction = (typeof directions)[number]
export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const

const clock = (pattern: RegExp, last: string) =>
  z.string().regex(pattern, { error: `expected a time of day from 00:00 to ${last}, such as 09:30` })
const fromClock = clock(/^([01]\d|2[0-3]):[0-5]\d$/, '23:59')
const toClock = clock(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, '24:00')

/** `to` at or before `from` lies on the next day, to which the window then reaches. */
const weeklyWindow = known({
  days: z.array(z.enum(weekdays)).min(1, { error: `expected at least one of ${weekdays.join(', ')}` }),
  from: fromClock,
  to: toClock,
  time_zone: timeZone.default('UTC'),
}).refine(({ from, to }) => from !== to, {
  path: ['to'],
  message: 'is the same as from; a whole day is from 00:00 to 24:00',
})
export type WeeklyWindow = z.infer<typeof weeklyWindow>

const day = z.iso.date({ error: 'expected a day such as 2026-12-24' })

/** Whole days, the last one included. */
const dateRange = known({ first_day: day, last_day: day, time_zone: timeZone.default('UTC') }).refine(
  ({ first_day, last_day }) => first_day <= last_day,
  { path: ['last_day'], message: 'lies before first_day' },
)
export type DateRange = z.infer<typeof dateRange>

const entriesAtMost = 50
export const excludedCalendar = known({
  weekly: z.array(weeklyWindow).max(entriesAtMost).default([]),
  dates: z.array(dateRange).max(entriesAtMost).default([]),
})
export type ExcludedCalendar = z.infer<typeof excludedCalendar>

const floor = z
  .number({ error: 'expected a number above 0, or null for none' })
  .finite()
  .positive({ error: 'expected a number above 0, or null for none' })

const settings = {
  sensitivity: z.enum(sensitivities).nullable().default(null),
  direction: z.enum(directions).default('both'),
  floor_absolute: floor.max(1e300).nullable().default(null),
  floor_percent: floor.max(10_000, { error: 'expected at most 10000 percent' }).nullable().default(null),
  excluded: excludedCalendar.prefault({}),
}

/**
 * How one metric is watched. `sensitivity: null` is the configuration's; a bucket closer to what was expected than a floor (absolute,
 * or in percent of it) is no anomaly; what lies in `excluded` is neither judged nor learned from. `muted_until: null` is until it is ended.
 */
export const detectionSettings = known({
  ...settings,
  muted: z.boolean().default(false),
  muted_until: instantParam.nullable().default(null),
}).refine(({ muted, muted_until }) => muted || muted_until === null, {
  path: ['muted_until'],
  message: 'needs muted: true',
})
export type DetectionSettings = z.infer<typeof detectionSettings>
export type DetectionInput = z.input<typeof detectionSettings>

const seriesStatus = {
  state: z.enum(detectionStates),
  reason: z.string(),
  step_seconds: z.number().nullable(),
  history_since: instant.nullable(),
  sureness: z.number().min(0).max(1),
  /** Durations, such as `7h`, `1d` and `7d`, the shortest first. */
  periods: z.array(z.string()),
  last_judged: instant.nullable(),
}

/** `sureness` grows from 0 to 1 over the first week of history; `last_judged` is the start of the newest bucket that was. */
export const detectionStatus = z.object({
  ...seriesStatus,
  open_anomalies: z.number().int(),
  alarms_30d: z.number().int(),
  series: z.array(z.object({ labels: z.record(z.string(), z.string()), ...seriesStatus })),
})
export type DetectionStatus = z.infer<typeof detectionStatus>
export type SeriesStatus = Omit<DetectionStatus['series'][number], 'labels'>

export const metricDetection = z.object({
  metric_name: z.string(),
  table: z.string().nullable(),
  settings: z.object({
    ...settings,
    excluded: z.object({ weekly: z.array(weeklyWindow), dates: z.array(dateRange) }),
    muted: z.boolean(),
    muted_until: instant.nullable(),
  }),
  is_default: z.boolean(),
  updated_at: instant.nullable(),
  updated_by: z.string().nullable(),
  status: detectionStatus,
})
export type MetricDetection = z.infer<typeof metricDetection>

export const detectionParams = z.object({ name: z.string() })
export const detectionListQuery = pageQuery.extend({
  state: z.enum(detectionStates).optional(),
  q: z.string().max(200).optional(),
})
export type DetectionListQuery = z.infer<typeof detectionListQuery>

/** `states` counts all watched metrics that match `q`, whatever their state. */
export const detectionList = z.object({
  metrics: z.array(metricDetection),
  count: z.number().int(),
  next_cursor: z.string().nullable(),
  states: z.record(z.enum(detectionStates), z.number().int()),
})
export type DetectionList = z.infer<typeof detectionList>

/** Without `settings`, those that are stored. */
export const backtestBody = known({
  settings: detectionSettings.optional(),
  days: z.number().int().min(1).max(90).default(30),
})
export type BacktestBody = z.infer<typeof backtestBody>
export type BacktestInput = z.input<typeof backtestBody>

const raised = z.object({
  labels: z.record(z.string(), z.string()),
  started_at: instant,
  ended_at: instant.nullable(),
  type: z.enum(anomalyTypes),
  severity: z.enum(anomalySeverities),
  score: z.number(),
  value: z.number().nullable(),
  expected: z.object({ min: z.number().nullable(), max: z.number().nullable(), value: z.number().nullable() }),
  description: z.string(),
})
export type Raised = z.infer<typeof raised>
const outcome = z.object({ count: z.number().int(), anomalies: z.array(raised) })

/** What would have been raised in [from, to) by what is proposed and by what is stored, whether or not the metric is muted. */
export const backtest = z.object({
  metric_name: z.string(),
  days: z.number().int(),
  from: instant,
  to: instant,
  judged_since: instant.nullable(),
  series: z.number().int(),
  summary: z.string(),
  proposed: outcome,
  current: outcome,
})
export type Backtest = z.infer<typeof backtest>
