import { csvField } from '@/lib/http/csv-field'
import type { AuditEntry } from './audit-contract'

const columns = [
  'at',
  'actor',
  'actor_kind',
  'action',
  'target',
  'target_name',
  'outcome',
  'address',
  'request_id',
  'detail',
] as const

export const auditCsvHead = `${columns.join(',')}\r\n`

export const auditCsvLine = (entry: AuditEntry): string =>
  `${columns.map((name) => csvField(entry[name])).join(',')}\r\n`
