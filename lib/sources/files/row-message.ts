import { createHash } from 'node:crypto'
import { stringify } from 'lossless-json'
import type { RowType } from './row-types'
import { readTime } from './time-text'

/** What rows of a file mean: changes of `table`. `file` names it in the ids of rows without a key; `receivedAt` is for rows without a time. */
export type RowForm = {
  table: string
  schema?: string
  type: RowType
  keyColumns: readonly string[]
  timeColumn?: string
  source?: string
  file: string
  receivedAt: string
}

export type RowFault = { code: string; message: string }

/**
 * Names a row the same whenever it is read: with a key by its key and content, wherever it stands; without one by its file, place and
 * content, so that rows that are alike stay apart.
 */
function rowId(row: Record<string, unknown>, at: number, { table, schema, type, keyColumns, file }: RowForm): string {
  const hash = createHash('sha256').update([type, schema ?? '', table, stringify(row)].join('\0'))
  hash.update(keyColumns.length > 0 ? `\0key\0${keyColumns.join('\0')}` : `\0place\0${file}\0${at}`)
  return `file:${hash.digest('hex').slice(0, 40)}`
}

/** The event of the API's form that a row is; `at` is its place in the file. A fault where the row lacks its time or its key. */
export function toMessage(
  row: Record<string, unknown>,
  at: number,
  form: RowForm,
): { message: Record<string, unknown> } | { fault: RowFault } {
  const { table, schema, type, keyColumns, timeColumn, source, receivedAt } = form
  const missing = keyColumns.find((name) => row[name] === undefined || row[name] === null)
  if (missing) return { fault: { code: 'missing_key', message: `the key column ${missing} is empty or absent` } }
  const time = timeColumn === undefined ? null : readTime(row[timeColumn])
  if (timeColumn !== undefined && time === null) {
    const shown = JSON.stringify(row[timeColumn] ?? null).slice(0, 60)
    const message = `${timeColumn} ${shown} is no time such as 2024-01-15T10:30:00Z, 2024-01-15 or unix seconds`
    return { fault: { code: 'invalid_timestamp', message } }
  }
  const key = Object.fromEntries(keyColumns.map((name) => [name, row[name]]))
  return {
    message: {
      id: rowId(row, at, form),
      type,
      table,
      ...(schema && { schema }),
      ...(source && { source }),
      timestamp: time === null ? receivedAt : new Date(time).toISOString(),
      after: row,
      ...(keyColumns.length > 0 && { key }),
    },
  }
}
