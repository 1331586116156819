import 'server-only'
import type { Client } from 'pg'
import { type PublishableTable, tableName } from './catalog'
import { quoted, quotedTable } from './connect'

/** What a publication sends of a table: some columns only, some rows only, where its owner limited it. */
export type Published = { publication: string; columns: string[] | null; filter: string | null }
type Publications = { names: string[]; tables: Map<string, Published>; problems: string[] }

/** Tables whose changed rows cannot be told apart are published for INSERT only: else their own UPDATEs would fail. */
export const appendsOf = (publication: string) => `${publication}_inserts`

export async function readPublished(client: Client, names: string[]) {
  const found = await client.query<{ pubname: string }>(
    'select pubname::text from pg_publication where pubname = any($1) order by pubname',
    [names],
  )
  const listed = await client.query<{ entry: Record<string, unknown> }>(
    'select to_jsonb(t) as entry from pg_publication_tables t where pubname = any($1)',
    [names],
  )
  const tables = new Map<string, Published>()
  for (const { entry } of listed.rows) {
    const { pubname, schemaname, tablename, attnames, rowfilter } = entry as Record<string, string> & {
      attnames?: string[]
    }
    tables.set(tableName(schemaname!, tablename!), {
      publication: pubname!,
      columns: attnames ?? null,
      filter: rowfilter ?? null,
    })
  }
  return { existing: found.rows.map((row) => row.pubname), tables }
}

const named = (tables: PublishableTable[]) => tables.map((table) => quotedTable(table.schema, table.name)).join(', ')

function createStatement(name: string, tables: PublishableTable[], publish: string) {
  const list = tables.length > 0 ? ` FOR TABLE ${named(tables)}` : ''
  return `CREATE PUBLICATION ${quoted(name)}${list} WITH (publish = '${publish}', publish_via_partition_root = true)`
}

async function inTransaction(client: Client, statements: string[]) {
  try {
    await client.query('BEGIN')
    await client.query("SET LOCAL lock_timeout = '3s'")
    for (const statement of statements) await client.query(statement)
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {})
    throw error
  }
}

/** The statements that bring the publications to what is wanted. A table that lost or got its identity changes over. */
export function planPublications(
  publication: string,
  existing: readonly string[],
  published: ReadonlyMap<string, Published>,
  wanted: readonly PublishableTable[],
): string[] {
  const appends = appendsOf(publication)
  const homeOf = (table: PublishableTable) => (table.identified ? publication : appends)
  const placeOf = (table: PublishableTable) => published.get(tableName(table.schema, table.name))?.publication
  const statements: string[] = []
  for (const table of wanted) {
    const place = placeOf(table)
    if (place === undefined || place === homeOf(table)) continue
    statements.push(`ALTER PUBLICATION ${quoted(place)} DROP TABLE ${named([table])}`)
  }
  for (const [name, publish] of [
    [publication, 'insert, update, delete, truncate'],
    [appends, 'insert, truncate'],
  ] as const) {
    const missing = wanted.filter((table) => homeOf(table) === name && placeOf(table) !== name)
    if (!existing.includes(name)) {
      if (missing.length > 0 || name === publication) statements.push(createStatement(name, missing, publish))
    } else if (missing.length > 0) {
      statements.push(`ALTER PUBLICATION ${quoted(name)} ADD TABLE ${named(missing)}`)
    }
  }
  return statements
}

/**
 * Makes the publications send the wanted tables, as far as our rights go. `problems` says what somebody else has to run;
 * throws where nothing can be followed before that.
 */
export async function ensurePublications(
  client: Client,
  publication: string,
  wanted: PublishableTable[],
): Promise<Publications> {
  const names = [publication, appendsOf(publication)]
  const before = await readPublished(client, names)
  const statements = planPublications(publication, before.existing, before.tables, wanted)
  const problems: string[] = []
  if (statements.length > 0) {
    await inTransaction(client, statements).catch((error: { code?: string; message: string }) => {
      if (!/^(42501|55000|55P03)$/.test(error.code ?? '')) throw error
      problems.push(`${error.message}. As an owner of the tables, run: ${statements.join('; ')};`)
    })
  }
  const after = statements.length > 0 ? await readPublished(client, names) : before
  return { names: after.existing, tables: after.tables, problems }
}
