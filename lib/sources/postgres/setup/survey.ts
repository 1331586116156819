import 'server-only'
import type { Client } from 'pg'
import type { CatalogTable } from '../catalog'
import { listTables } from '../catalog'

const providers = ['rds', 'cloudsql', 'azure', 'supabase', 'neon'] as const
export type Provider = (typeof providers)[number]

/** What of a server decides whether it can be followed. */
export type ServerFacts = {
  version: number
  versionText: string
  walLevel: string
  isStandby: boolean
  /** Settings of the session are as asked: no pooler stands between that leaves them out. */
  settled: boolean
  encrypted: boolean
  slots: { most: number; used: number }
  senders: { most: number; used: number }
  /** `max_slot_wal_keep_size` in MiB; -1 without a bound. */
  keepMiB: number
  role: string
  database: string
  mayReplicate: boolean
  mayCreate: boolean
  provider: Provider | null
}

const serverSql = `
  select current_setting('server_version_num')::int as version, current_setting('server_version') as "versionText",
    current_setting('wal_level') as "walLevel", pg_is_in_recovery() as "isStandby",
    current_setting('IntervalStyle') = 'iso_8601' as settled,
    coalesce((select ssl from pg_stat_ssl where pid = pg_backend_pid()), false) as encrypted,
    current_setting('max_replication_slots')::int as most_slots,
    (select count(*)::int from pg_replication_slots) as used_slots,
    current_setting('max_wal_senders')::int as most_senders,
    (select count(*)::int from pg_stat_replication) as used_senders,
    coalesce((select setting::int from pg_settings where name = 'max_slot_wal_keep_size'), -1) as "keepMiB",
    current_user::text as role, current_database()::text as database,
    (select rolsuper or rolreplication from pg_roles where rolname = current_user)
      or coalesce((select pg_has_role(current_user, oid, 'member') from pg_roles where rolname = 'rds_replication'), false) as "mayReplicate",
    has_database_privilege(current_database(), 'create') as "mayCreate",
    case when exists (select from pg_roles where rolname = 'rds_superuser') then 'rds'
      when exists (select from pg_roles where rolname = 'cloudsqlsuperuser') then 'cloudsql'
      when exists (select from pg_roles where rolname = 'azure_pg_admin') then 'azure'
      when exists (select from pg_roles where rolname = 'supabase_admin') then 'supabase'
      when exists (select from pg_roles where rolname = 'neon_superuser') then 'neon' end as provider`

type Row = Omit<ServerFacts, 'slots' | 'senders'> &
  Record<'most_slots' | 'used_slots' | 'most_senders' | 'used_senders', number>

export async function readSetup(client: Client): Promise<ServerFacts> {
  const { rows } = await client.query<Row>(serverSql)
  const { most_slots, used_slots, most_senders, used_senders, ...facts } = rows[0]!
  return {
    ...facts,
    slots: { most: most_slots, used: used_slots },
    senders: { most: most_senders, used: used_senders },
  }
}

/** A table with what the role may do: `usable` its schema, `readable` its rows, `owned` whether it may publish it. */
export type SurveyedTable = CatalogTable & { bytes: number; usable: boolean; readable: boolean; owned: boolean }

const rightsSql = `
  select c.oid::int8::float8 as oid, pg_total_relation_size(c.oid)::float8 as bytes,
    has_schema_privilege(n.oid, 'usage') as usable, has_table_privilege(c.oid, 'select') as readable,
    pg_has_role(c.relowner, 'usage') as owned
  from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.oid = any($1::oid[])`

const schemasSql = `
  select nspname::text as name from pg_namespace
  where nspname !~ '^pg_' and nspname <> 'information_schema' order by nspname`

/** All tables of people, of every schema. */
export async function surveyCatalog(client: Client): Promise<SurveyedTable[]> {
  const { rows: schemas } = await client.query<{ name: string }>(schemasSql)
  const tables = await listTables(
    client,
    schemas.map(({ name }) => name),
  )
  const { rows } = await client.query<Omit<SurveyedTable, keyof CatalogTable> & { oid: number }>(rightsSql, [
    tables.map(({ oid }) => oid),
  ])
  const rights = new Map(rows.map((row) => [row.oid, row]))
  return tables.flatMap((table) => {
    const found = rights.get(table.oid)
    return found ? [{ ...table, ...found }] : []
  })
}

/** A publication of this name, and whether it sends all kinds of changes. `owned`: the role may change it. */
export type FoundPublication = { complete: boolean; owned: boolean }

export async function findPublication(client: Client, name: string): Promise<FoundPublication | null> {
  const { rows } = await client.query<FoundPublication>(
    `select pubinsert and pubupdate and pubdelete and pubtruncate as complete, pg_has_role(pubowner, 'usage') as owned
     from pg_publication where pubname = $1`,
    [name],
  )
  return rows[0] ?? null
}
