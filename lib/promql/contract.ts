import { z } from 'zod'
import { readSpan, readTime } from './times'

const time = z.string().transform((text, ctx) => {
  const at = readTime(text)
  if (at !== null) return at
  ctx.addIssue({
    code: 'custom',
    message: `cannot parse ${JSON.stringify(text.slice(0, 100))} to a valid timestamp: expected unix seconds or RFC 3339`,
  })
  return z.NEVER
})

const span = z.string().transform((text, ctx) => {
  const ms = readSpan(text)
  if (ms !== null) return ms
  ctx.addIssue({
    code: 'custom',
    message: `cannot parse ${JSON.stringify(text.slice(0, 100))} to a valid duration: expected seconds or one such as 1m30s`,
  })
  return z.NEVER
})

const timeout = span.refine((ms) => ms > 0, 'expected a duration above zero').optional()
/** How many results at most; 0 is no bound, as in Prometheus. */
const limit = z
  .string()
  .regex(/^\d{1,9}$/, 'expected a whole number, 0 for no bound')
  .transform(Number)
  .optional()
const expression = z.string().default('')

export const instantParams = z.object({ query: expression, time: time.optional(), timeout, limit })
export type InstantParams = z.output<typeof instantParams>

const mostPoints = 11_000
const required = (name: string) =>
  z.string({ error: `${name} is missing: expected unix seconds or RFC 3339` }).pipe(time)

export const rangeParams = z
  .object({
    query: expression,
    start: required('start'),
    end: required('end'),
    step: z.string({ error: 'step is missing: expected seconds or a duration such as 1m' }).pipe(span),
    timeout,
    limit,
  })
  .superRefine(({ start, end, step }, ctx) => {
    const refuse = (path: string, message: string) => ctx.addIssue({ code: 'custom', path: [path], message })
    if (end < start) refuse('end', 'end timestamp must not be before start time')
    else if (step <= 0) {
      refuse('step', 'zero or negative query resolution step widths are not accepted. Try a positive integer')
    } else if (Math.floor((end - start) / step) + 1 > mostPoints) {
      refuse(
        'step',
        'exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query resolution (?step=XX)',
      )
    }
  })
export type RangeParams = z.output<typeof rangeParams>

const selectors = z.array(z.string()).max(100).default([])
const within = { start: time.optional(), end: time.optional(), limit }
const ordered = <S extends z.ZodType<{ start?: number | undefined; end?: number | undefined }>>(params: S) =>
  params.refine(({ start, end }) => start === undefined || end === undefined || start <= end, {
    path: ['end'],
    message: 'end timestamp must not be before start time',
  })

export const labelParams = ordered(z.object({ 'match[]': selectors, ...within }))
export type LabelParams = z.output<typeof labelParams>
export const seriesParams = ordered(
  z.object({ 'match[]': selectors.refine((given) => given.length > 0, 'no match[] parameter provided'), ...within }),
)
export type SeriesParams = z.output<typeof seriesParams>
export const labelPath = z.object({ name: z.string() })

export const metadataParams = z.object({ metric: z.string().optional(), limit })
export type MetadataParams = z.output<typeof metadataParams>
export const noParams = z.object({})

/** A time in unix seconds and a value as text. */
export type Point = [number, string]
const labels = z.record(z.string(), z.string())
const pair = z.tuple([z.number(), z.string()])
const points = z.custom<Point[]>(Array.isArray).meta({ shownAs: z.array(pair) })
const point = z.custom<Point>(Array.isArray).meta({ shownAs: pair })

export const queryData = z.discriminatedUnion('resultType', [
  z.object({ resultType: z.literal('matrix'), result: z.array(z.object({ metric: labels, values: points })) }),
  z.object({ resultType: z.literal('vector'), result: z.array(z.object({ metric: labels, value: point })) }),
  z.object({ resultType: z.literal('scalar'), result: point }),
  z.object({ resultType: z.literal('string'), result: point }),
])
export type QueryData = z.infer<typeof queryData>

export const nameList = z.array(z.string())
export const seriesList = z.array(labels)
export const metadata = z.record(
  z.string(),
  z.array(z.object({ type: z.enum(['counter', 'gauge']), help: z.string(), unit: z.string() })),
)
export type Metadata = z.infer<typeof metadata>

export const buildInfo = z.object({
  version: z.string(),
  revision: z.string(),
  branch: z.string(),
  buildUser: z.string(),
  buildDate: z.string(),
  goVersion: z.string(),
})
export type BuildInfo = z.infer<typeof buildInfo>

/** What an endpoint answers: its data, and what the reader should know beside it. */
export type Answered<T> = { data: T; warnings?: string[]; infos?: string[] }
