import 'server-only'
import { uuidv7 } from 'uuidv7'
import { parseDuration } from '@/lib/config/duration'
import type { Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import { decodeCursor, encodeCursor } from '@/lib/http/cursor'
import { matchesAll, type Routable, whyNotPattern } from '../matcher'
import type { Matcher, Silence, SilenceBody, SilenceList, SilenceListQuery } from '../routing-contract'
import { listOpenAlerts } from '../store/alerts'
import { lockEvaluation } from '../store/instances'
import { announceAlerts } from '../store/outbox'
import {
  findSilence,
  insertSilence,
  listSilenceRows,
  removeSilence,
  type SilenceRow,
  updateSilence,
} from '../store/routing'
import { toRoutable } from './notify'
import { tendAlerts } from './tend'

const hourMs = 3_600_000
const latest = new Date(Date.UTC(10_000, 0))

const refuse = (path: string, message: string) =>
  new AppError('invalid_input', `Body ${path}: ${message}`, { issues: [{ path, code: 'invalid_value', message }] })

/** Throws `invalid_input` naming the pattern that is none. */
export function requirePatterns(matchers: readonly Matcher[], path: string) {
  matchers.forEach((matcher, at) => {
    const wrong = whyNotPattern(matcher)
    if (wrong) throw refuse(`${path}.${at}.value`, wrong)
  })
}

function toSilence(row: SilenceRow, firing: readonly Routable[], now: Date): Silence {
  const state = row.endsAt <= now ? 'expired' : row.startsAt > now ? 'pending' : 'active'
  return {
    id: row.id,
    matchers: row.matchers,
    starts_at: row.startsAt.toISOString(),
    ends_at: row.endsAt.toISOString(),
    comment: row.comment,
    created_by: row.createdBy,
    created_at: row.createdAt.toISOString(),
    state,
    covers: state === 'active' ? firing.filter((one) => matchesAll(row.matchers, one)).length : 0,
  }
}

const listFiring = async ({ db }: Context) => (await listOpenAlerts(db)).map(toRoutable)

function placeOf(cursor: string): number {
  const place = decodeCursor(cursor)
  if (/^\d{1,9}$/.test(place)) return Number(place)
  throw new AppError('bad_request', 'Query parameter cursor: not one of this list')
}

/** Silences, the one that ends last first, a page at a time. */
export async function listSilences(context: Context, { cursor, limit, state }: SilenceListQuery): Promise<SilenceList> {
  const { db, now } = context
  const firing = await listFiring(context)
  const skip = cursor === undefined ? 0 : placeOf(cursor)
  const silences: Silence[] = []
  let read = skip
  for (;;) {
    const rows = await listSilenceRows(db, limit, read)
    for (const row of rows) {
      if (silences.length === limit) return { silences, count: limit, next_cursor: encodeCursor(String(read)) }
      read += 1
      const silence = toSilence(row, firing, now)
      if (state === undefined || silence.state === state) silences.push(silence)
    }
    if (rows.length < limit) return { silences, count: silences.length, next_cursor: null }
  }
}

const noSilence = (id: string) => new AppError('not_found', `There is no silence ${id}`)

/** One silence. Throws `not_found`. */
export async function getSilence(context: Context, id: string): Promise<Silence> {
  const row = await findSilence(context.db, id)
  if (!row) throw noSilence(id)
  return toSilence(row, await listFiring(context), context.now)
}

/** Keeps alerts from being told for a while. Throws `invalid_input`. */
export async function createSilence(context: Context, body: SilenceBody): Promise<Silence> {
  const { db, now, actor } = context
  requirePatterns(body.matchers, 'matchers')
  const startsAt = body.starts_at === undefined ? now : new Date(body.starts_at)
  const lastsMs = parseDuration(body.duration ?? '') ?? 2 * hourMs
  const endsAt = body.ends_at === undefined ? new Date(startsAt.getTime() + lastsMs) : new Date(body.ends_at)
  if (endsAt <= startsAt) throw refuse('ends_at', 'expected a time after starts_at')
  if (endsAt <= now) throw refuse('ends_at', 'expected a time ahead')
  if (!(endsAt < latest))
    throw refuse(body.ends_at === undefined ? 'duration' : 'ends_at', 'expected an end before the year 10000')
  const { matchers, comment } = body
  const row = { id: uuidv7(), matchers, startsAt, endsAt, comment, createdBy: actor.name, createdAt: now }
  await db.transaction(async (tx) => {
    await lockEvaluation(tx)
    await insertSilence(tx, row)
    await tendAlerts(context, tx)
    await announceAlerts(tx, 'alerts')
  })
  return getSilence(context, row.id)
}

/** Ends a silence: what it covers and still fires is told. One that has not begun is gone. Throws `not_found`. */
export async function endSilence(context: Context, id: string) {
  const { db, now } = context
  const before = await findSilence(db, id)
  if (!before) throw noSilence(id)
  await db.transaction(async (tx) => {
    await lockEvaluation(tx)
    if (before.startsAt > now) await removeSilence(tx, id)
    else if (before.endsAt > now) await updateSilence(tx, id, { endsAt: now })
    await tendAlerts(context, tx)
    await announceAlerts(tx, 'alerts')
  })
  return { id, deleted: true as const }
}
