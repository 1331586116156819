import type { PreparedEvent } from './prepare'

/** What an entry of a PostgreSQL index may have, less what surrounds it. */
const mostBytes = 2600

/** A character of JavaScript's has at most three bytes of UTF-8, so that short texts need not be measured. */
const isLong = (text: string) => text.length * 3 > mostBytes && Buffer.byteLength(text) > mostBytes

type Named = Pick<PreparedEvent, 'source' | 'database' | 'schema' | 'table' | 'before' | 'after' | 'rowKey'>

function findLongColumn({ table, before, after }: Named): string | undefined {
  for (const image of [after, before]) for (const name in image) if (isLong(table + name)) return name
  return undefined
}

/** What of an event is too long to be looked up by: its table, a column, its key; null where nothing is. */
export function findOverlong(event: Named): { code: string; message: string } | null {
  const { source, database, schema, table, rowKey } = event
  if (isLong(source + database + schema + table)) {
    const message = `source, database, schema and table have more than ${mostBytes} bytes together`
    return { code: 'name_too_long', message }
  }
  if (rowKey !== null && isLong(rowKey)) {
    return { code: 'key_too_long', message: `the row's key has more than ${mostBytes} bytes` }
  }
  const column = findLongColumn(event)
  if (column === undefined) return null
  const message = `the column ${column.slice(0, 40)}… and its table have more than ${mostBytes} bytes together`
  return { code: 'name_too_long', message }
}
