import { z } from 'zod'
import { parseDuration } from '@/lib/config/duration'
import { parseInstant } from '@/lib/events/instant'

const earliest = Date.UTC(100, 0)
const latest = Date.UTC(10_000, 0) - 1

/** Text that PostgreSQL can keep, of at most `max` characters: NUL and lone surrogates become U+FFFD. */
export const words = (max: number) =>
  z
    .string()
    .max(max)
    .transform((text) => text.replaceAll('\0', '\uFFFD').replace(/\p{Surrogate}/gu, '\uFFFD'))
    .meta({ type: 'string' })

const count = /^\d+(\.\d+)?$/
/** An offset whose plus an address turned into a space. */
const spacedOffset = /(:\d\d(?:\.\d+)?) (\d\d:?\d\d)$/

const notInstant = 'expected an RFC 3339 time, or unix seconds or milliseconds, up to the year 9999'

/** An instant as it goes out: ISO 8601 in UTC with milliseconds. */
export const instant = z.iso.datetime()

/** RFC 3339, or unix seconds or milliseconds as a number or a text; becomes an ISO string in UTC. */
export const instantParam = z
  .union([z.string(), z.number()], { error: notInstant })
  .transform((given, ctx) => {
    const text = String(given)
    const at = parseInstant(count.test(text) ? Number(text) : text.replace(spacedOffset, '$1+$2'))
    if (at !== null && at >= earliest && at <= latest) return new Date(at).toISOString()
    ctx.addIssue({ code: 'custom', message: notInstant })
    return z.NEVER
  })
  .meta({ givenAs: instant })

/** A duration such as `30s`, `1m30s`, `1h`, `7d`; becomes milliseconds. */
export const durationParam = z.string().transform((text, ctx) => {
  const ms = parseDuration(text)
  if (ms !== null && ms > 0) return ms
  ctx.addIssue({ code: 'custom', message: 'expected a duration above zero such as 30s, 5m, 1h or 7d' })
  return z.NEVER
})

export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(1000).default(50),
  cursor: z.string().max(500).optional(),
})

export const flagParam = z.enum(['true', 'false', '1', '0']).transform((text) => text === 'true' || text === '1')

/** A query whose interval must not end before it starts; one that is empty asks for nothing. */
export const ordered = <S extends z.ZodType<{ from?: string; to?: string }>>(query: S) =>
  query.refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
    path: ['from'],
    message: 'lies after to',
  })
