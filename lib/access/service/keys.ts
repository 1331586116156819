import 'server-only'
import { uuidv7 } from 'uuidv7'
import { parseDuration } from '@/lib/config/duration'
import type { Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import { decodeMoment, encodeMoment } from '@/lib/http/cursor'
import { hashApiKey, makeApiKey, startOfKey } from '../api-key'
import {
  type ApiKey,
  type KeyBody,
  type KeyList,
  type KeyMade,
  type KeyPatch,
  keyRules,
  type RotateBody,
} from '../key-contract'
import { permissionsOf } from '../permissions'
import { requirePermission } from '../require'
import { holdKey, insertKey, type KeyRow, listKeyRows, type Queryable, revokeKeyRow, updateKey } from '../store/keys'

const mostOverlap = 90 * 86_400_000
const latest = Date.UTC(9999, 11, 31)

function toKey(row: KeyRow, now: Date): ApiKey {
  const expired = row.expiresAt !== null && row.expiresAt <= now
  return {
    id: row.id,
    name: row.name,
    start: row.start,
    scopes: row.scopes,
    tables: row.tables,
    rate_limit: row.rateLimit,
    state: row.revokedAt ? 'revoked' : expired ? 'expired' : 'active',
    created_by: row.createdBy,
    created_at: row.createdAt.toISOString(),
    expires_at: row.expiresAt?.toISOString() ?? null,
    used_at: row.usedAt?.toISOString() ?? null,
    revoked_at: row.revokedAt?.toISOString() ?? null,
    replaced_by: row.replacedBy,
    replaces: row.replaces,
  }
}

/** A page of the keys, the newest first, those that are over included. */
export async function listKeys(
  { db, now, actor }: Context,
  { limit, cursor }: { limit: number; cursor?: string },
): Promise<KeyList> {
  requirePermission(actor, 'keys')
  const after = cursor === undefined ? null : decodeMoment(cursor)
  const rows = await listKeyRows(db, { after, limit: limit + 1 })
  const keys = rows.slice(0, limit)
  const last = rows.length > limit ? keys.at(-1) : undefined
  return {
    keys: keys.map((row) => toKey(row, now)),
    count: keys.length,
    next_cursor: last ? encodeMoment({ at: last.createdAt, id: last.id }) : null,
  }
}

function requireFuture(expiresAt: string | null | undefined, now: Date) {
  if (!expiresAt || new Date(expiresAt) > now) return
  throw new AppError('invalid_input', 'Body expires_at: lies in the past', {
    issues: [
      {
        path: 'expires_at',
        code: 'invalid_value',
        message: 'expected a time to come, or null for a key that does not expire',
      },
    ],
  })
}

type Bounds = Pick<KeyRow, 'name' | 'scopes' | 'tables' | 'rateLimit' | 'expiresAt'> & { replaces?: string }

async function make(db: Queryable, { actor, now }: Context, bounds: Bounds): Promise<KeyMade> {
  const key = makeApiKey()
  const made = { id: uuidv7(), hash: hashApiKey(key), start: startOfKey(key), createdBy: actor.name, createdAt: now }
  return { ...toKey(await insertKey(db, { ...bounds, ...made }), now), key }
}

/** A new key; it is told this once. */
export function createKey(context: Context, body: KeyBody): Promise<KeyMade> {
  requirePermission(context.actor, 'keys')
  requireFuture(body.expires_at, context.now)
  const { name, scopes, tables, rate_limit: rateLimit, expires_at } = body
  const expiresAt = expires_at ? new Date(expires_at) : null
  requireWithin(context, { scopes, expiresAt, rateLimit })
  return make(context.db, context, { name, scopes, tables, rateLimit, expiresAt })
}

/**
 * A key makes and changes none that may more than itself, or for longer, and not itself: whoever gave it bounds meant them. People
 * are bound by the permission.
 */
function requireWithin(
  { actor }: Context,
  { scopes, expiresAt, rateLimit }: Omit<Bounds, 'name' | 'tables'>,
  id?: string,
) {
  if (actor.kind !== 'key') return
  const refuse = (message: string) => new AppError('forbidden', message)
  if (id !== undefined && id === actor.id) throw refuse('A key may not change itself; ask whoever made it')
  const own = permissionsOf(actor)
  const more = scopes.find((scope) => permissionsOf({ kind: 'key', scopes: [scope] }).some((one) => !own.includes(one)))
  if (more) throw refuse(`This key may not give the scope ${more}, which lets more in than its own`)
  if (actor.expiresAt && (!expiresAt || expiresAt > actor.expiresAt)) {
    throw refuse(`This key expires at ${actor.expiresAt.toISOString()}, and no key that it makes or changes may later`)
  }
  if (actor.rateLimit && (!rateLimit || rateLimit > actor.rateLimit)) {
    throw refuse(`This key may make ${actor.rateLimit} requests a minute, and no key that it makes or changes may more`)
  }
}

const noKey = (id: string) => new AppError('not_found', `There is no API key with the id ${id}`)

async function holdActive(tx: Queryable, { now }: Context, id: string): Promise<KeyRow> {
  const row = await holdKey(tx, id)
  if (!row) throw noKey(id)
  if (row.revokedAt) throw new AppError('conflict', 'This key is revoked')
  if (row.expiresAt && row.expiresAt <= now) throw new AppError('conflict', 'This key has expired; make a new one')
  return row
}

/** Changes what a key may do, from its next request on. */
export function changeKey(context: Context, id: string, patch: KeyPatch): Promise<ApiKey> {
  requirePermission(context.actor, 'keys')
  requireFuture(patch.expires_at, context.now)
  return context.db.transaction(async (tx) => {
    const row = await holdActive(tx, context, id)
    const { name = row.name, scopes = row.scopes, tables = row.tables, rate_limit: rateLimit = row.rateLimit } = patch
    const rules = keyRules.safeParse({ scopes, tables })
    if (!rules.success) {
      const message = rules.error.issues[0]!.message
      throw new AppError('invalid_input', `Body tables: ${message}`, {
        issues: [{ path: 'tables', code: 'custom', message }],
      })
    }
    const given = patch.expires_at
    const expiresAt = given === undefined ? row.expiresAt : given === null ? null : new Date(given)
    if (row.replacedBy && given !== undefined && (!expiresAt || (row.expiresAt && expiresAt > row.expiresAt))) {
      throw new AppError('conflict', 'This key was replaced and ends with its overlap; use the one that took its place')
    }
    requireWithin(context, { scopes, expiresAt, rateLimit }, id)
    return toKey((await updateKey(tx, id, { name, scopes, tables, rateLimit, expiresAt }))!, context.now)
  })
}

/** Revokes a key: its next request is refused. Twice is once. */
export function revokeKey(context: Context, id: string): Promise<ApiKey> {
  requirePermission(context.actor, 'keys')
  return context.db.transaction(async (tx) => {
    await revokeKeyRow(tx, id, context.now)
    const row = await holdKey(tx, id)
    if (!row) throw noKey(id)
    return toKey(row, context.now)
  })
}

/** A new key that may do the same; the old one goes on for `overlap`, so that senders can be moved one by one. */
export function rotateKey(context: Context, id: string, { overlap }: RotateBody): Promise<KeyMade> {
  requirePermission(context.actor, 'keys')
  const { now } = context
  const overlapMs = Math.min(parseDuration(overlap) ?? 0, mostOverlap)
  return context.db.transaction(async (tx) => {
    const row = await holdActive(tx, context, id)
    if (row.replacedBy)
      throw new AppError('conflict', 'This key was rotated before; rotate the one that took its place')
    const { name, scopes, tables, rateLimit, expiresAt, createdAt } = row
    const life = expiresAt && new Date(Math.min(now.getTime() + expiresAt.getTime() - createdAt.getTime(), latest))
    requireWithin(context, { scopes, expiresAt: life, rateLimit }, id)
    const made = await make(tx, context, { name, scopes, tables, rateLimit, expiresAt: life, replaces: id })
    const end = new Date(now.getTime() + overlapMs)
    await updateKey(tx, id, { replacedBy: made.id, expiresAt: expiresAt && expiresAt < end ? expiresAt : end })
    return made
  })
}
