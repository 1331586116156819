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

/** A cell of a CSV file; what a spreadsheet would take for a formula begins with an apostrophe. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

export const auditCsvHead = `${columns.join(',')}\r\n`

export const auditCsvLine = (entry: AuditEntry): string =>
  `${columns.map((name) => cell(name === 'detail' ? JSON.stringify(entry.detail) : (entry[name] ?? ''))).join(',')}\r\n`
