import { csvField, csvText } from '@/lib/http/csv-field'
import type { EventRow } from './store/read'

const iso = (text: string) => new Date(text).toISOString()
const columns = 'uid,id,type,table,schema,database,source,timestamp,received_at,key,before,after'

export const eventCsvHead = `${columns},transaction_id,position,metadata,ddl_type,ddl_command\r\n`

const details = ['transaction_id', 'position', 'metadata', 'ddl_type', 'ddl_command'] as const

/** An event as a line of CSV; images are JSON as it is stored, to the last digit. */
export function eventCsvLine(row: EventRow): string {
  const { uid, id, type, table, schema, database, source, at, receivedAt, rowKey, before, after, detail } = row
  const texts = [id, type, table, schema, database, source]
  const said = detail === null ? {} : (JSON.parse(detail) as Record<string, unknown>)
  const fields = [
    uid,
    ...texts.map(csvText),
    ...[iso(at), iso(receivedAt)],
    ...[rowKey, before, after].map((json) => (json === null ? '' : csvText(json))),
    ...details.map((name) => csvField(said[name])),
  ]
  return `${fields.join(',')}\r\n`
}

/** An event as a line of JSON, as the list of events answers it; images as they are stored, to the last digit. */
export function eventJsonLine(row: EventRow): string {
  const { uid, id, type, table, schema, database, source, at, receivedAt, rowKey, before, after, detail } = row
  const plain = JSON.stringify({
    uid,
    id,
    type,
    table,
    schema,
    database,
    source,
    timestamp: iso(at),
    received_at: iso(receivedAt),
    key: rowKey,
  })
  const rest = detail === null || detail.length <= 2 ? '' : `,${detail.slice(1, -1)}`
  return `${plain.slice(0, -1)},"before":${before},"after":${after}${rest}}\n`
}
