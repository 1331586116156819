import { z } from 'zod'
import { instant, instantParam, ordered, pageQuery, words } from '@/lib/http/contract'
import { actorKinds } from './access-words'

/** What someone did: `action` says what to, `detail` with what, secrets left out. */
export const auditEntry = z.object({
  id: z.uuid(),
  at: instant,
  actor_kind: z.enum(actorKinds),
  actor_id: z.string().nullable(),
  actor: z.string(),
  action: z.string(),
  target: z.string().nullable(),
  target_name: z.string().nullable(),
  outcome: z.enum(['done', 'refused']),
  detail: z.record(z.string(), z.unknown()),
  address: z.string(),
  request_id: z.string().nullable(),
})
export type AuditEntry = z.infer<typeof auditEntry>

const filters = {
  from: instantParam.optional(),
  to: instantParam.optional(),
  actor: words(320).optional(),
  /** One action (`alerts.rules.create`), or all that begin with what ends with a star (`alerts.*`). */
  action: words(200).optional(),
  target: words(320).optional(),
  q: words(200).optional(),
}
export const auditListQuery = ordered(pageQuery.extend(filters))
export type AuditListQuery = z.output<typeof auditListQuery>
export const auditList = z.object({
  entries: z.array(auditEntry),
  count: z.number().int(),
  next_cursor: z.string().nullable(),
})
export type AuditList = z.infer<typeof auditList>

export const auditExportQuery = ordered(z.object({ ...filters, format: z.enum(['csv', 'ndjson']).default('csv') }))
export type AuditExportQuery = z.output<typeof auditExportQuery>
