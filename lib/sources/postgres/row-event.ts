import { createHash } from 'node:crypto'
import type { Pgoutput } from 'pg-logical-replication'
import { type Structure, structure } from '@/lib/events/structure'
import { relationStructure } from './relation-structure'

type Row = Record<string, unknown>

/** An event in the native form of the API. */
export type NativeMessage = {
  id: string
  type: 'INSERT' | 'UPDATE' | 'DELETE' | 'TRUNCATE' | 'SNAPSHOT'
  source: string
  database: string
  schema: string
  table: string
  timestamp: string
  before: Row | null
  after: Row | null
  key?: Row
  transaction_id?: string
  position: { lsn: string }
  metadata?: Row
  [structure]?: Structure
}

/** Where the rows come from. `keyOf` names the key columns of a table whose replica identity is its whole row. */
export type Origin = { source: string; database: string; keyOf(schema: string, table: string): string[] }

/** A transaction of the source: its commit position, RFC 3339 commit time and xid. */
export type Committed = { lsn: string; at: string; xid: number }
export type RowChange = Pgoutput.MessageInsert | Pgoutput.MessageUpdate | Pgoutput.MessageDelete

const present = (row: Row | null): Row | null =>
  row && Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined))

/** The named columns of a row; undefined where one is missing. */
export function pickKey(columns: readonly string[], ...rows: (Row | null)[]): Row | undefined {
  const key = columns.map((name) => [name, rows.find((row) => row?.[name] !== undefined)?.[name]] as const)
  return key.length > 0 && key.every(([, value]) => value !== undefined && value !== null)
    ? Object.fromEntries(key)
    : undefined
}

function keyColumns(relation: Pgoutput.MessageRelation, origin: Origin): string[] {
  const declared = relation.replicaIdentity === 'default' || relation.replicaIdentity === 'index'
  if (declared && relation.keyColumns.length > 0) return relation.keyColumns
  const known = origin.keyOf(relation.schema, relation.name)
  return known.every((name) => relation.columns.some((column) => column.name === name)) ? known : []
}

/**
 * The event of one row change, `index` its place in the transaction. Columns whose large value did not change are absent
 * from `after`. An UPDATE under the default replica identity has no before image, but the old key where that changed.
 */
export function rowEvent(change: RowChange, { lsn, at, xid }: Committed, index: number, origin: Origin): NativeMessage {
  const { relation } = change
  const after = change.tag === 'delete' ? null : present(change.new)
  const before = change.tag === 'insert' ? null : present(change.old ?? change.key)
  const key = pickKey(keyColumns(relation, origin), after, before)
  return {
    id: `${lsn}:${index}`,
    type: change.tag === 'insert' ? 'INSERT' : change.tag === 'update' ? 'UPDATE' : 'DELETE',
    source: origin.source,
    database: origin.database,
    schema: relation.schema,
    table: relation.name,
    timestamp: at,
    before,
    after,
    ...(key ? { key } : {}),
    transaction_id: String(xid),
    position: { lsn },
    [structure]: relationStructure(relation),
  }
}

/** The event of one table's truncation. */
export function truncateEvent(
  { schema, name }: Pgoutput.MessageRelation,
  { lsn, at, xid }: Committed,
  index: number,
  { source, database }: Origin,
): NativeMessage {
  const place = { source, database, schema, table: name, timestamp: at }
  const transaction = { transaction_id: String(xid), position: { lsn } }
  return { id: `${lsn}:${index}`, type: 'TRUNCATE', ...place, before: null, after: null, ...transaction }
}

/** What one table's first read belongs to: the slot, and the source's position and time just before it was begun. */
export type Reading = { slot: string; lsn: string; at: string; schema: string; table: string; keyColumns: string[] }

const longestKey = 150

/**
 * The event of a row found by a table's first read. Its id depends on the reading and the row alone, so that a read that
 * is begun again sends duplicates. `place` tells rows apart where the table has no key.
 */
export function snapshotEvent(reading: Reading, row: Row, place: string, { source, database }: Origin): NativeMessage {
  const { slot, lsn, at, schema, table } = reading
  const key = pickKey(reading.keyColumns, row)
  const named = key ? JSON.stringify(Object.values(key)) : place
  const short = named.length > longestKey ? createHash('sha256').update(named).digest('hex') : named
  return {
    id: `snapshot:${slot}:${lsn}:${short}`,
    type: 'SNAPSHOT',
    source,
    database,
    schema,
    table,
    timestamp: at,
    before: null,
    after: row,
    ...(key ? { key } : {}),
    position: { lsn },
  }
}

/** Says that rows known from an earlier read are void: sent before a table is read anew. */
export function resetEvent({ slot, lsn, at, schema, table }: Reading, { source, database }: Origin): NativeMessage {
  const timestamp = new Date(Date.parse(at) - 1).toISOString()
  const place = { source, database, schema, table, timestamp, before: null, after: null, position: { lsn } }
  return { id: `snapshot:${slot}:${lsn}:reset`, type: 'TRUNCATE', ...place, metadata: { reason: 'snapshot' } }
}
