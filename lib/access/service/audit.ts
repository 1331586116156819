import 'server-only'
import { uuidv7 } from 'uuidv7'
import type { Actor, Context } from '@/lib/context/context'
import { decodeMoment, encodeMoment } from '@/lib/http/cursor'
import type { AuditEntry, AuditExportQuery, AuditList, AuditListQuery } from '../audit-contract'
import { auditDetail } from '../audit-detail'
import { requirePermission } from '../require'
import { type AuditRow, insertAuditRow, listAuditRows } from '../store/audit'
import type { Queryable } from '../store/users'

export type Deed = {
  action: string
  target?: string | null
  targetName?: string | null
  outcome?: 'done' | 'refused'
  /** What was sent: secrets are left out. */
  sent?: unknown
}
/** From where something was done. */
export type Origin = { address?: string; requestId?: string | null }

/** Writes down what someone did. */
export async function recordDeed(db: Queryable, actor: Actor, at: Date, deed: Deed, origin: Origin = {}) {
  const { action, target = null, targetName = null, outcome = 'done', sent } = deed
  await insertAuditRow(db, {
    id: uuidv7(),
    at,
    actorKind: actor.kind,
    actorId: actor.id ?? null,
    actor: actor.name,
    action,
    target,
    targetName,
    outcome,
    detail: auditDetail(sent),
    address: origin.address ?? '',
    requestId: origin.requestId ?? null,
  })
}

const toEntry = (row: AuditRow): AuditEntry => ({
  id: row.id,
  at: row.at.toISOString(),
  actor_kind: row.actorKind,
  actor_id: row.actorId,
  actor: row.actor,
  action: row.action,
  target: row.target,
  target_name: row.targetName,
  outcome: row.outcome,
  detail: row.detail,
  address: row.address,
  request_id: row.requestId,
})

/** A page of what was done, newest first. */
export async function listAudit({ db, actor }: Context, { cursor, ...query }: AuditListQuery): Promise<AuditList> {
  requirePermission(actor, 'audit')
  const rows = await listAuditRows(db, {
    ...query,
    limit: query.limit + 1,
    after: cursor === undefined ? null : decodeMoment(cursor),
  })
  const shown = rows.slice(0, query.limit)
  const last = rows.length > query.limit ? shown.at(-1) : undefined
  return { entries: shown.map(toEntry), count: shown.length, next_cursor: last ? encodeMoment(last) : null }
}

const pageSize = 1000

/** All that was done, newest first, page by page. */
export async function* exportAudit({ db, actor }: Context, query: AuditExportQuery): AsyncGenerator<AuditEntry[]> {
  requirePermission(actor, 'audit')
  const { format: _, ...filter } = query
  for (let after: { at: Date; id: string } | null = null; ; ) {
    const rows: AuditRow[] = await listAuditRows(db, { ...filter, limit: pageSize, after })
    if (rows.length > 0) yield rows.map(toEntry)
    const last = rows.at(-1)
    if (rows.length < pageSize || !last) return
    after = last
  }
}
