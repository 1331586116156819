import { z } from 'zod'
import { parseDuration } from '@/lib/config/duration'
import { calendarRanges, isCalendarRange } from '@/lib/dashboards/calendar'
import { dashboard } from '@/lib/dashboards/contract'
import { instant, instantParam, words } from '@/lib/http/contract'

const minuteMs = 60_000
const longestMs = 10 * 365 * 24 * 60 * minuteMs

const rangeText = z.string().refine(
  (text) => {
    const ms = parseDuration(text)
    return isCalendarRange(text) || (ms !== null && ms >= minuteMs && ms <= longestMs)
  },
  `expected a duration from 1m to ten years such as 24h or 7d, or one of ${calendarRanges.join(', ')}`,
)

/**
 * What of the board's address a link keeps: its time range (`range`, or `from` and `to`) and the values of its variables by
 * name. `free_range`: whether viewers may look at another time range; `free_variables`: at other values of the board's variables,
 * among those that each offers. `marks`: whether its charts mark the anomalies of what they show, and notes.
 */
export const shareView = z.object({
  range: rangeText.optional(),
  from: instantParam.optional(),
  to: instantParam.optional(),
  variables: z
    .record(words(100), z.array(words(500)).max(100))
    .refine((given) => Object.keys(given).length <= 50, 'at most 50 variables')
    .default({}),
  free_range: z.boolean().default(false),
  free_variables: z.boolean().default(false),
  marks: z.boolean().default(false),
})
export type ShareView = z.output<typeof shareView>

/** An origin that may show a board in a frame: `https://intranet.example`, with a port where it has one. */
export const allowedOrigin = z.string().transform((text, ctx) => {
  const given = text.trim()
  const url = URL.canParse(given) ? new URL(given) : null
  const web = url?.protocol === 'https:' || url?.protocol === 'http:'
  const plain =
    url && web && url.pathname === '/' && !url.search && !url.hash && !url.username && /^[\w.:/[\]-]+$/.test(url.origin)
  if (plain) return url.origin
  ctx.addIssue({ code: 'custom', message: 'expected an origin such as https://intranet.example, without a path' })
  return z.NEVER
})

export const mostOrigins = 20
export const mostLinks = 100

export const shareBody = z
  .object({
    name: words(100)
      .transform((text) => text.trim())
      .pipe(z.string().min(1, 'a link needs a name')),
    expires_at: instantParam.nullable().default(null),
    allowed_origins: z.array(allowedOrigin).max(mostOrigins).default([]),
    view: shareView.prefault({}),
  })
  .refine(({ view: { from, to } }) => (from === undefined) === (to === undefined), {
    path: ['view'],
    message: 'expected both from and to, or neither',
  })
  .refine(({ view: { from, to } }) => from === undefined || to === undefined || from < to, {
    path: ['view', 'from'],
    message: 'lies after to',
  })
export type ShareBody = z.output<typeof shareBody>

export const shareStatuses = ['active', 'expired', 'revoked'] as const

/** A link to a board. Its token is told once, when it is made. */
export const share = z.object({
  id: z.uuid(),
  dashboard_id: z.uuid(),
  name: z.string(),
  status: z.enum(shareStatuses),
  view: shareView,
  allowed_origins: z.array(z.string()),
  created_at: instant,
  created_by: z.string().nullable(),
  expires_at: instant.nullable(),
  revoked_at: instant.nullable(),
  last_seen_at: instant.nullable(),
})
export type Share = z.infer<typeof share>

/** `path` and, where origins are allowed, `embed_path` are addresses below the server's own. */
export const madeShare = share.extend({ token: z.string(), path: z.string(), embed_path: z.string().nullable() })
export type MadeShare = z.infer<typeof madeShare>

export const shareList = z.object({ shares: z.array(share), count: z.number().int() })
export type ShareList = z.infer<typeof shareList>
export const shareParams = z.object({ id: z.uuid(), share: z.uuid() })
export const revokedShares = z.object({ revoked: z.number().int() })

export const tokenParams = z.object({ token: z.string() })

/** What whoever has a link gets to see of the board: its variables where they may choose, with the values they may choose among. */
export const sharedBoard = z.object({
  board: dashboard.pick({
    ...{ id: true, name: true, description: true, version: true },
    ...{ variables: true, widgets: true, updated_at: true },
  }),
  view: shareView,
})
export type SharedBoard = z.infer<typeof sharedBoard>

/** The values of variables that a viewer chose, as in an address: `var-status=paid&var-shop=1`. */
export const sharedVariables = z.object({ variables: z.string().max(20_000).optional() })

/** Only the table says which rows are meant: all else is as the board's widget has it. */
export const sharedRowsQuery = z.object({ table: z.string().default('') })
export const sharedAnomaliesQuery = z.object({
  table: z.string().optional(),
  metric: z.string().optional(),
  from: instantParam.optional(),
  to: instantParam.optional(),
})
export type SharedAnomaliesQuery = z.output<typeof sharedAnomaliesQuery>
export const sharedNotesQuery = z.object({ from: instantParam.optional(), to: instantParam.optional() })
