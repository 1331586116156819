import type { EventStreamQuery, EventType } from './contract'

/** A stored event on its way to the streams. `text` is how it goes over the wire; all who get it share it. */
export type Arrival = {
  uid: string
  table: string
  schema: string
  type: EventType
  text: string
  /** What `q` looks in, in lower case. */
  searched: string
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
}

/** A line break in JSON stands between its parts, never within a text; one in a server-sent event would end its line. */
const oneLine = (json: string | null) => (json ?? 'null').replace(/[\r\n]+/g, ' ')

/** An event as a server-sent one. The images are not read and written again, so their numbers stay as they were sent. */
export function toArrival({ receivedAt, before, after, ...row }: ArrivedRow): Arrival {
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
  const data = `${head.slice(0, -1)},"before":${oneLine(before)},"after":${oneLine(after)}}`
  return {
    uid,
    table,
    schema,
    type,
    text: `event: event\nid: ${uid}\ndata: ${data}\n\n`,
    searched: `${id}\0${before ?? ''}\0${after ?? ''}`.toLowerCase(),
  }
}

export type Wanted = Omit<EventStreamQuery, 'last_event_id'>
type Kind = Pick<Arrival, 'table' | 'schema' | 'type'>

/** Whether events of this table and type are asked for, whatever they hold. */
export const wantsKind = ({ table, schema, op }: Wanted, kind: Kind) =>
  (table === undefined || table === kind.table) &&
  (schema === undefined || schema === kind.schema) &&
  (op === undefined || op === kind.type)

export const wants = (wanted: Wanted, arrival: Arrival) =>
  wantsKind(wanted, arrival) && (wanted.q === undefined || arrival.searched.includes(wanted.q.toLowerCase()))
