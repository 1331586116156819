import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres, { type Sql } from 'postgres'
import { migrateDatabase } from '@/lib/db/migrate'
import { Partitions, type TimedTable } from '@/lib/db/partitions'
import { createDatabase } from './runtime'

type Journal = { entries: { tag: string }[] }

/** Brings an empty database to an older schema: that after the migration `last`. */
export async function migrateUpTo(url: string, last: string) {
  const folder = mkdtempSync(join(tmpdir(), 'datawatch-migrations-'))
  try {
    cpSync('drizzle/migrations', folder, { recursive: true })
    const path = join(folder, 'meta/_journal.json')
    const journal = JSON.parse(readFileSync(path, 'utf8')) as Journal
    const end = journal.entries.findIndex(({ tag }) => tag === last)
    writeFileSync(path, JSON.stringify({ ...journal, entries: journal.entries.slice(0, end + 1) }))
    await migrateDatabase(url, folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** What was kept before there were levels, sketches and delays, and which of it. */
const tables: [name: string, where: string][] = [
  ['source_tables', ''],
  ['table_columns', ''],
  ['measures', "where kind in ('events', 'value', 'category')"],
  ['series', "where measure_id in (select id from measures where kind in ('events', 'value', 'category'))"],
  [
    'metrics',
    "where aggregation !~ '^p' and measure_id in (select id from measures where kind in ('events', 'value', 'category'))",
  ],
  ['row_states', ''],
  ['events', ''],
  ...['rollups_1m', 'rollups_1h', 'rollups_1d'].map((name): [string, string] => [
    name,
    "where count > 0 and series_id in (select series.id from series join measures on measures.id = measure_id where kind in ('events', 'value', 'category'))",
  ]),
]

async function copyTable(from: Sql, to: Sql, name: string, where: string) {
  const columns = await to<{ name: string }[]>`
    select column_name as name from information_schema.columns where table_schema = 'public' and table_name = ${name}`
  const list = columns.map((one) => `"${one.name}"`).join(', ')
  const [rows] = await from.unsafe<{ rows: string }[]>(
    `select coalesce(json_agg(own), '[]')::text as rows from (select ${list} from ${name} ${where}) as own`,
  )
  await to.unsafe(
    `insert into ${name} (${list}) select ${list} from json_populate_recordset(null::${name}, $1::text::json)`,
    [rows!.rows],
  )
}

async function alignSequences(sql: Sql) {
  for (const name of ['source_tables', 'measures', 'series', 'metrics']) {
    await sql`select setval(pg_get_serial_sequence(${name}, 'id'), (select max(id) from ${sql(name)}))`
  }
}

/** A database as the schema after the migration `last` would have it filled with the same events as `from`, whose log is compacted. */
export async function makeOlderDatabase(from: Sql, last: string) {
  const database = await createDatabase()
  await migrateUpTo(database.url, last)
  const to = postgres(database.url, { max: 2, onnotice: () => {} })
  try {
    const partitions = new Partitions(to, 30 * 86_400_000)
    await partitions.open(Date.now())
    for (const name of ['rollups_1m', 'rollups_1h', 'rollups_1d'] satisfies TimedTable[]) {
      const starts = await from<{ at: Date }[]>`select distinct date_trunc('day', bucket) as at from ${from(name)}`
      for (const { at } of starts) await partitions.ensure(name, new Date(at).getTime(), Date.now())
    }
    for (const [name, where] of tables) await copyTable(from, to, name, where)
    await alignSequences(to)
  } finally {
    await to.end()
  }
  return database
}
