import { z } from 'zod'
import { parseDuration } from '@/lib/config/duration'
import { instant, instantParam, pageQuery, words } from '@/lib/http/contract'
import { isZone } from '@/lib/metrics/zone'
import {
  escalationWords,
  inhibitionWords,
  matcherWords,
  quietHoursWords,
  routeWords,
  routingWords,
  strictly,
} from './field-words'

const name = words(255).pipe(z.string().trim().min(1))
const duration = z
  .string()
  .refine((text) => (parseDuration(text) ?? 0) > 0, 'expected a duration above zero such as 30s, 5m, 1h or 7d')

/** What a matcher looks at beside the labels of an alert. */
export const matcherFields = ['rule', 'kind', 'severity', 'table', 'metric', 'owner', 'source'] as const
export const matchOperators = ['=', '!=', '=~', '!~'] as const
/** Any label of an alert, or one of `matcherFields`. `=~` takes a regular expression (RE2) that must match all of it. */
export const matcher = strictly(matcherWords, {
  label: name,
  operator: z.enum(matchOperators).default('='),
  value: words(1000),
})
export type Matcher = z.output<typeof matcher>
const matchers = z.array(matcher).max(20)

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected a time of day such as 22:00')
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

/** Times in which nobody is told, but of what is critical unless `critical` says so; what came up is told when they end. */
export const quietHours = strictly(quietHoursWords, {
  from: clock,
  to: clock,
  days: z
    .array(z.enum(weekdays))
    .min(1)
    .default([...weekdays]),
  time_zone: z.string().refine(isZone, 'expected a time zone such as Europe/Berlin'),
  critical: z.boolean().default(false),
})
export type QuietHours = z.output<typeof quietHours>

/** Who is told of alerts that match all of `matchers`; with `continue` the routes after it are asked too. */
export const alertRoute = strictly(routeWords, {
  name,
  matchers: matchers.default([]),
  channels: z.array(name).max(20),
  continue: z.boolean().default(false),
  escalations: z
    .array(strictly(escalationWords, { after: duration, channels: z.array(name).min(1).max(20) }))
    .max(10)
    .default([]),
  repeat: duration.nullable().default(null),
  quiet_hours: quietHours.nullable().default(null),
  digest: duration.nullable().default(null),
})
export type AlertRoute = z.output<typeof alertRoute>

/** While an alert that matches `source` fires, nobody is told of those that match `target` and have the same `equal` labels. */
export const inhibition = strictly(inhibitionWords, {
  source: matchers.min(1),
  target: matchers.min(1),
  equal: z.array(name).max(10).default([]),
})
export type Inhibition = z.output<typeof inhibition>

/** The first route that matches says who is told; what none matches goes to every channel. */
export const routing = strictly(routingWords, {
  routes: z.array(alertRoute).max(100).default([]),
  inhibitions: z.array(inhibition).max(100).default([]),
})
export type Routing = z.output<typeof routing>
export const routingAnswer = routing.extend({
  origin: z.enum(['manual', 'file']),
  updated_by: z.string().nullable(),
  updated_at: instant.nullable(),
  warnings: z.array(z.string()),
})
export type RoutingAnswer = z.infer<typeof routingAnswer>

/** Starts now unless said otherwise; ends at a time or after so long. */
export const silenceBody = z.strictObject({
  matchers: matchers.min(1),
  starts_at: instantParam.optional(),
  ends_at: instantParam.optional(),
  duration: duration.optional(),
  comment: words(2000).default(''),
})
export type SilenceBody = z.output<typeof silenceBody>
export const silenceStates = ['active', 'pending', 'expired'] as const
export const silence = z.object({
  id: z.uuid(),
  matchers: z.array(matcher),
  starts_at: instant,
  ends_at: instant,
  comment: z.string(),
  created_by: z.string(),
  created_at: instant,
  state: z.enum(silenceStates),
  /** How many alerts that fire now it covers. */
  covers: z.number().int(),
})
export type Silence = z.infer<typeof silence>
export const silenceParams = z.object({ id: z.uuid() })
export const silenceListQuery = pageQuery.extend({ state: z.enum(silenceStates).optional() })
export type SilenceListQuery = z.infer<typeof silenceListQuery>
export const silenceList = z.object({
  silences: z.array(silence),
  count: z.number().int(),
  next_cursor: z.string().nullable(),
})
export type SilenceList = z.infer<typeof silenceList>
export const silenceRemoved = z.object({ id: z.uuid(), deleted: z.literal(true) })
