import 'server-only'
import { and, desc, eq, gte, ilike, lt, or, type SQL } from 'drizzle-orm'
import { auditLog } from '@/drizzle/schema/access'
import { anywhere } from '@/lib/db/like'
import type { AuditListQuery } from '../audit-contract'
import type { Queryable } from './users'

export type AuditRow = typeof auditLog.$inferSelect
export type Place = { at: Date; id: string }
type Filter = Omit<AuditListQuery, 'cursor'> & { after: Place | null }

const ofAction = (action: string): SQL =>
  action.endsWith('*')
    ? ilike(auditLog.action, `${action.slice(0, -1).replace(/[\\%_]/g, '\\$&')}%`)
    : eq(auditLog.action, action)

/** What was done, newest first; `after` is the last one of the page before. */
export function listAuditRows(db: Queryable, filter: Filter): Promise<AuditRow[]> {
  const { from, to, actor, action, target, q, after, limit } = filter
  const pattern = q ? anywhere(q) : undefined
  return db
    .select()
    .from(auditLog)
    .where(
      and(
        from === undefined ? undefined : gte(auditLog.at, new Date(from)),
        to === undefined ? undefined : lt(auditLog.at, new Date(to)),
        actor ? or(eq(auditLog.actor, actor), eq(auditLog.actorId, actor)) : undefined,
        action ? ofAction(action) : undefined,
        target ? or(eq(auditLog.target, target), eq(auditLog.targetName, target)) : undefined,
        pattern
          ? or(
              ...[auditLog.actor, auditLog.action, auditLog.target, auditLog.targetName, auditLog.address].map(
                (column) => ilike(column, pattern),
              ),
            )
          : undefined,
        after ? or(lt(auditLog.at, after.at), and(eq(auditLog.at, after.at), lt(auditLog.id, after.id))) : undefined,
      ),
    )
    .orderBy(desc(auditLog.at), desc(auditLog.id))
    .limit(limit)
}

export async function insertAuditRow(db: Queryable, row: typeof auditLog.$inferInsert) {
  await db.insert(auditLog).values(row)
}
