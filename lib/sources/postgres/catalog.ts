import 'server-only'
import type { Client } from 'pg'
import type { SourceConfig } from '@/lib/config/schema'
import type { Defined } from '../learn'
import type { ColumnType } from './decode-value'

/** A table of the source. `identified`: its UPDATEs and DELETEs can be published. `estimate`: about how many rows it has, where that is known. */
export type CatalogTable = PublishableTable & { defined: Defined; estimate: number | null }
/** What of a table decides how it is published. */
export type PublishableTable = {
  oid: number
  schema: string
  name: string
  keyColumns: string[]
  identified: boolean
  columns: (ColumnType & { column: string })[]
}

/** The name of a table as `source_positions` and log lines say it. */
export const tableName = (schema: string, table: string) => `${schema}.${table}`

/** Whether the configuration asks for this table; `tables` may name it with or without its schema. */
export function isWanted({ schemas, tables }: Pick<SourceConfig, 'schemas' | 'tables'>, schema: string, table: string) {
  return schemas.includes(schema) && (!tables || tables.includes(table) || tables.includes(tableName(schema, table)))
}

const statement = `
  select c.oid::int8::float8 as oid, n.nspname::text as schema, c.relname::text as name,
    c.relreplident::text as identity, nullif(c.reltuples, -1)::float8 as estimate,
    array(select a.attname::text from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = any(i.indkey)
      where i.indrelid = c.oid and i.indisprimary and i.indisvalid order by array_position(i.indkey::int2[], a.attnum)) as primary_key,
    array(select a.attname::text from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = any(i.indkey)
      where i.indrelid = c.oid and i.indisreplident and i.indisvalid order by array_position(i.indkey::int2[], a.attnum)) as identity_key,
    (select coalesce(json_agg(json_build_object('column', a.attname, 'oid', coalesce(d.oid, t.oid)::int8,
        'name', coalesce(d.typname, t.typname)) order by a.attnum), '[]')
      from pg_attribute a join pg_type t on t.oid = a.atttypid left join pg_type d on t.typtype = 'd' and d.oid = t.typbasetype
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
    (select coalesce(json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
        'nullable', not a.attnotnull, 'default', pg_get_expr(d.adbin, d.adrelid)) order by a.attnum), '[]')
      from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as defined,
    (select coalesce(json_agg(json_build_object('name', ic.relname, 'unique', i.indisunique, 'columns',
        array(select coalesce(a.attname::text, '(expression)') from unnest(i.indkey::int2[]) with ordinality as k (num, place)
          left join pg_attribute a on a.attrelid = c.oid and a.attnum = k.num where k.place <= i.indnkeyatts order by k.place))
        order by ic.relname), '[]')
      from pg_index i join pg_class ic on ic.oid = i.indexrelid
      where i.indrelid = c.oid and not i.indisprimary and i.indisvalid) as indexes
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p') and not c.relispartition and c.relpersistence = 'p' and n.nspname = any($1)
  order by n.nspname, c.relname`

type Row = Pick<CatalogTable, 'oid' | 'schema' | 'name' | 'columns' | 'estimate'> & {
  identity: 'd' | 'i' | 'f' | 'n'
  primary_key: string[]
  identity_key: string[]
  defined: Defined['columns']
  indexes: Defined['indexes']
}

function toTable({ identity, primary_key, identity_key, defined, indexes, ...row }: Row): CatalogTable {
  const keyColumns = identity === 'i' && identity_key.length > 0 ? identity_key : primary_key
  const identified =
    identity === 'f' || (identity === 'd' && primary_key.length > 0) || (identity === 'i' && identity_key.length > 0)
  return { ...row, keyColumns, identified, defined: { columns: defined, primaryKey: primary_key, indexes } }
}

/** The tables of these schemas. */
export async function listTables(client: Client, schemas: string[]): Promise<CatalogTable[]> {
  const { rows } = await client.query<Row>(statement, [schemas])
  return rows.map(toTable)
}

/** The tables of the source that the configuration asks for. */
export const listWantedTables = async (client: Client, source: SourceConfig): Promise<CatalogTable[]> =>
  (await listTables(client, source.schemas)).filter(({ schema, name }) => isWanted(source, schema, name))

/** The server as far as following it depends on it. `identity` tells one database from another of the same address. */
export async function readServer(client: Client) {
  const { rows } = await client.query<{ version: number; level: string; role: string; name: string }>(`
    select current_setting('server_version_num')::int as version, current_setting('wal_level') as level,
      current_user::text as role, current_database()::text as name`)
  return rows[0]!
}

/** The source's clock and log position now: the mark of a first read that is about to begin. */
export async function readMark(client: Client): Promise<{ lsn: string; at: string }> {
  const { rows } = await client.query<{ lsn: string; at: Date }>(
    'select clock_timestamp() as at, pg_current_wal_lsn()::text as lsn',
  )
  return { lsn: rows[0]!.lsn, at: rows[0]!.at.toISOString() }
}
