import type { EventStreamQuery, EventType } from './contract'

/** A stored event on its way to the streams. `text` is how it goes over the wire; all who get it share it. */
export type Arrival = {
  uid: string
  table: string
  schema: string
  type: EventType
  id: string
  text: string
  /** Where the images stand in `text`: what `q` looks in, beside the id. */
  images: readonly { from: number; to: number }[]
}

/** A stored event as the database has it: times ISO 8601 in UTC, the images as JSON text. */
export type ArrivedRow = {
  uid: string
  id: string
  type: EventType
  table: string
  schema: string
  database: string
  source: string
  timestamp: string
  receivedAt: string
  key: string | null
  before: string | null
  after: string | null
  /** What else the sender said of it, an object as JSON text. */
  detail: string | null
}

/** A line break in JSON stands between its parts, never within a text; one in a server-sent event would end its line. */
const oneLine = (json: string | null) => (json ?? 'null').replace(/[\r\n]/g, ' ')

/** An event as a server-sent one. The images are not read and written again, so their numbers stay as they were sent. */
export function toArrival({ receivedAt, before, after, detail, ...row }: ArrivedRow): Arrival {
  const { uid, id, type, table, schema, database, source, timestamp, key } = row
  const head = JSON.stringify({
    uid,
    id,
    type,
    table,
    schema,
    database,
    source,
    timestamp,
    received_at: receivedAt,
    key,
  })
  let text = `event: event\nid: ${uid}\ndata: ${head.slice(0, -1)}`
  const images: { from: number; to: number }[] = []
  for (const [name, json] of Object.entries({ before, after })) {
    text += `,"${name}":`
    if (json !== null) images.push({ from: text.length, to: text.length + json.length })
    text += oneLine(json)
  }
  if (detail !== null) text += `,${oneLine(detail).slice(1, -1)}`
  return { uid, table, schema, type, id, text: `${text}}\n\n`, images }
}

export type Wanted = Omit<EventStreamQuery, 'last_event_id'>
type Kind = Pick<Arrival, 'table' | 'schema' | 'type'>

/** Whether events of this table and type are asked for, whatever they hold. */
export const wantsKind = ({ table, schema, op }: Wanted, kind: Kind) =>
  (table === undefined || table === kind.table) &&
  (schema === undefined || schema === kind.schema) &&
  (op === undefined || op === kind.type)

export function wants(wanted: Wanted, arrival: Arrival): boolean {
  if (!wantsKind(wanted, arrival)) return false
  if (wanted.q === undefined) return true
  const { id, text, images } = arrival
  const q = wanted.q.toLowerCase()
  const has = (part: string) => part.toLowerCase().includes(q)
  return has(id) || images.some(({ from, to }) => has(text.slice(from, to)))
}
