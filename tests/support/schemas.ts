import * as changesRoute from '@/app/api/v1/datawatch/schema/changes/route'
import * as tableRoute from '@/app/api/v1/datawatch/schema/tables/[database]/[schema]/[table]/route'
import { getRuntime } from '@/lib/runtime/runtime'
import type { SchemaChange, SchemaChangeList, SchemaTableDetail } from '@/lib/schemas/contract'
import { call, ingest, insertEvent } from './http'

/** The changes of a table by their time, oldest first. */
export async function changesOf(table: string): Promise<SchemaChange[]> {
  const { data } = await call<SchemaChangeList>(changesRoute.GET, '/schema/changes', {
    query: { table, limit: '1000' },
  })
  return data.changes.toReversed()
}

/** The same in words. */
export const wordsOf = async (table: string) => (await changesOf(table)).map(({ words }) => words)

export const tableAt = (database: string, schema: string, table: string, query: Record<string, string> = {}) =>
  call<SchemaTableDetail>(tableRoute.GET, `/schema/tables/${database}/${schema}/${table}`, {
    params: { database, schema, table },
    query,
  })

/** What this process has seen is written, whatever it is of. */
export const written = () => getRuntime().schemas.flush()

const startsAt = Date.parse('2026-03-01T10:00:00Z')
export const at = (seconds: number) => new Date(startsAt + seconds * 1000).toISOString()

/** Posts rows of a table, one a second from `from` on, as native INSERTs; `rowOf` makes each. */
export async function sendRows(
  table: string,
  count: number,
  from: number,
  rowOf: (index: number) => Record<string, unknown>,
) {
  const events = Array.from({ length: count }, (_, index) =>
    insertEvent({ table, timestamp: at(from + index), after: rowOf(index) }),
  )
  const answer = await ingest(events)
  await written()
  return answer
}
