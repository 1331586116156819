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
import { requirePermission } from '../require'
import { holdKey, insertKey, type KeyRow, listKeyRows, type Queryable, revokeKeyRow, updateKey } from '../store/keys'

const mostOverlap = 90 * 86_400_000

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
  return make(context.db, context, { name, scopes, tables, rateLimit, expiresAt })
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
    const life = expiresAt && new Date(now.getTime() + expiresAt.getTime() - createdAt.getTime())
    const made = await make(tx, context, { name, scopes, tables, rateLimit, expiresAt: life, replaces: id })
    const end = new Date(now.getTime() + overlapMs)
    await updateKey(tx, id, { replacedBy: made.id, expiresAt: expiresAt && expiresAt < end ? expiresAt : end })
    return made
  })
}
