import 'server-only'
import { uuidv7 } from 'uuidv7'
import type { Context } from '@/lib/context/context'
import { getDashboard, noDashboard } from '@/lib/dashboards/service/get-dashboard'
import { authorOf } from '@/lib/dashboards/service/publish'
import { announce, findBoard } from '@/lib/dashboards/store/boards'
import { AppError } from '@/lib/errors/app-error'
import { type MadeShare, mostLinks, type Share, type ShareBody, type ShareList } from '../contract'
import { embedPath, sharePath } from '../path'
import {
  countOpenShares,
  findShare,
  insertShare,
  listShares,
  removeEndedShares,
  revokeShares,
  type ShareRow,
} from '../store'
import { hashToken, makeToken } from '../token'

/** How long a link that ended is still listed. */
const keptDays = 30
const dayMs = 86_400_000

function toShare(row: ShareRow, now: Date): Share {
  const expired = row.expiresAt !== null && row.expiresAt <= now
  return {
    id: row.id,
    dashboard_id: row.dashboardId,
    name: row.name,
    status: row.revokedAt ? 'revoked' : expired ? 'expired' : 'active',
    view: row.view,
    allowed_origins: row.allowedOrigins,
    created_at: row.createdAt.toISOString(),
    created_by: row.createdBy,
    expires_at: row.expiresAt?.toISOString() ?? null,
    revoked_at: row.revokedAt?.toISOString() ?? null,
    last_seen_at: row.seenAt?.toISOString() ?? null,
  }
}

/** A new link to the board; its token is in this answer and nowhere else. */
export async function shareDashboard(context: Context, dashboardId: string, body: ShareBody): Promise<MadeShare> {
  const { db, now } = context
  await getDashboard(context, dashboardId)
  if (body.expires_at !== null && Date.parse(body.expires_at) <= now.getTime()) {
    const message = 'expected a time to come'
    throw new AppError('invalid_input', `Body expires_at: ${message}`, {
      issues: [{ path: 'expires_at', code: 'past', message }],
    })
  }
  if ((await countOpenShares(db, dashboardId)) >= mostLinks) {
    throw new AppError('conflict', `A dashboard has at most ${mostLinks} links; revoke one first`)
  }
  const token = makeToken()
  const row: ShareRow = {
    id: uuidv7(),
    dashboardId,
    name: body.name,
    tokenHash: hashToken(token)!,
    view: body.view,
    allowedOrigins: [...new Set(body.allowed_origins)],
    createdAt: now,
    createdBy: authorOf(context),
    expiresAt: body.expires_at === null ? null : new Date(body.expires_at),
    revokedAt: null,
    seenAt: null,
  }
  await insertShare(db, row)
  const embed = row.allowedOrigins.length > 0 ? embedPath(token) : null
  return { ...toShare(row, now), token, path: sharePath(token), embed_path: embed }
}

/** All links of the board, newest first; those that ended for 30 days more. */
export async function listDashboardShares({ db, now }: Context, dashboardId: string): Promise<ShareList> {
  if (!(await findBoard(db, dashboardId))) throw noDashboard()
  const shares = (await listShares(db, dashboardId)).map((row) => toShare(row, now))
  return { shares, count: shares.length }
}

/** Ends every link of the board, at once; answers how many were open. */
export async function revokeAll({ db, now }: Context, dashboardId: string) {
  if (!(await findBoard(db, dashboardId))) throw noDashboard()
  const revoked = await revokeShares(db, dashboardId, now)
  if (revoked > 0) await announce(db)
  return { revoked }
}

/** Ends one link, at once; the same again is no error and keeps the first time. */
export async function revokeShare({ db, now }: Context, dashboardId: string, id: string): Promise<Share> {
  const revoked = await revokeShares(db, dashboardId, now, id)
  if (revoked > 0) await announce(db)
  const row = await findShare(db, dashboardId, id)
  if (!row) throw new AppError('not_found', 'This dashboard has no such link')
  return toShare(row, now)
}

/** Forgets links that ended a while ago; answers how many. */
export const forgetOldShares = ({ db, now }: Context) =>
  removeEndedShares(db, new Date(now.getTime() - keptDays * dayMs))
