import { hash } from 'node:crypto'
import type { PreparedEvent } from '@/lib/events/prepare'
import { readIdentity } from '@/lib/metrics/shape'

type Row = Record<string, unknown>
/** Columns whose values are kept for each row. */
export type ValueIndex = { id: number; columns: string[] }
/** What a row has in an index from an event on; without `hash` it is gone, or has no value. An empty key stands for all rows. */
export type RowValue = { rowKey: string; hash: string | null; at: number; uid: string; judged: boolean }

const separator = '\x1f'

/** The values of columns as one hash of 32 hexadecimal digits; null where one of them is missing or masked. */
export function hashOf(row: Row | null, columns: readonly string[]): string | null {
  if (!row) return null
  const texts: string[] = []
  for (const column of columns) {
    const text = readIdentity(row[column])
    if (text === null) return null
    texts.push(text)
  }
  return hash('md5', texts.join(separator), 'hex')
}

type Changed = { event: PreparedEvent; uid: string; written: string[] | null }

/** What an event says of the values of rows in an index; nothing where it does not touch them. */
export function valuesOf({ columns }: ValueIndex, { event, uid, written }: Changed): RowValue[] {
  const { type, at, rowKey, oldRowKey, after } = event
  if (type === 'TRUNCATE') return [{ rowKey: '', hash: null, at, uid, judged: false }]
  if (rowKey === null || type === 'DDL') return []
  if (type === 'DELETE') return [{ rowKey, hash: null, at, uid, judged: false }]
  const gone = oldRowKey === null ? [] : [{ rowKey: oldRowKey, hash: null, at, uid, judged: false }]
  if (type === 'UPDATE' && oldRowKey === null && written && !columns.some((column) => written.includes(column)))
    return []
  if (type === 'UPDATE' && after && columns.some((column) => !Object.hasOwn(after, column))) return gone
  return [...gone, { rowKey, hash: hashOf(after, columns), at, uid, judged: type !== 'SNAPSHOT' }]
}

/** Whether the columns are those that the key of a row is made of. */
export function isKeyOf(rowKey: string, columns: readonly string[]): boolean {
  const [only] = columns
  if (columns.length === 1 && only !== undefined && !rowKey.startsWith(`{${JSON.stringify(only)}:`)) return false
  return Object.keys(JSON.parse(rowKey)).sort().join('\0') === [...columns].sort().join('\0')
}
