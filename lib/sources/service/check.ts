import 'server-only'
import type { Context } from '@/lib/context/context'
import { withDeadline } from '@/lib/http/deadline'
import type { CheckBody, SetupAnswer, SetupCheck } from '../check-contract'
import { isWanted, tableName } from '../postgres/catalog'
import { connectSource, type PostgresSource } from '../postgres/connect'
import { planStart } from '../postgres/plan-start'
import { appendsOf, planPublications, readPublished } from '../postgres/publication'
import { judgeFailure } from '../postgres/setup/judge-failure'
import { check, judgeServer } from '../postgres/setup/judge-server'
import { judgeIdentity, judgePublication, judgeRights, judgeSlot } from '../postgres/setup/judge-tables'
import { findPublication, readSetup, surveyCatalog } from '../postgres/setup/survey'
import { findSlot, identifyServer } from '../postgres/slot'
import { findPosition } from '../store/positions'
import { draftSource } from './draft'

const patienceMs = 25_000
const mostTables = 2000
const nothing = { server: null, tables: [], tables_count: 0 }

const answer = (checks: SetupCheck[], rest: Omit<SetupAnswer, 'ready' | 'checks'> = nothing): SetupAnswer => ({
  ready: checks.every(({ state }) => state !== 'fail'),
  checks,
  ...rest,
})

/** The replication connection as following opens it; which server it leads to. */
async function reachReplication(source: PostgresSource, role: string): Promise<{ systemId: string } | SetupCheck> {
  try {
    return { systemId: await identifyServer(source, role) }
  } catch (error) {
    const detail = `The connection for replication is refused: ${(error as Error).message}`
    return check('replication', 'Right to replicate', { state: 'fail', detail })
  }
}

async function survey({ db }: Context, source: PostgresSource): Promise<SetupAnswer> {
  const host = new URL(source.url).host
  const client = await connectSource(source).catch((error: unknown) => judgeFailure(error, host))
  if (Array.isArray(client)) return answer(client)
  try {
    await client.query("SET statement_timeout = '15s'")
    const facts = await readSetup(client)
    const tables = await surveyCatalog(client)
    const wanted = tables.filter(({ schema, name }) => isWanted(source, schema, name))
    const { publication: name, slot } = source
    const published = await readPublished(client, [name, appendsOf(name)])
    const found = await findPublication(client, name)
    const statements = planPublications(name, published.existing, published.tables, wanted)
    const replication = facts.mayReplicate ? await reachReplication(source, facts.role) : null
    const known = await findPosition(db, source.name)
    const identity =
      replication && 'systemId' in replication ? `${replication.systemId}/${facts.database}` : (known?.identity ?? '')
    const start = planStart({ identity, slot, database: facts.database }, known, await findSlot(client, slot))
    const server = judgeServer(facts).filter(({ id }) => !(id === 'replication' && replication && 'id' in replication))
    const checks = [
      check('reach', 'Reached', { state: 'ok', detail: host }),
      check('auth', 'Signed in', { state: 'ok', detail: `as ${facts.role}, in ${facts.database}` }),
      ...server,
      ...(replication && 'id' in replication ? [replication] : []),
      judgeRights(wanted, facts),
      judgePublication({ name, found, statements }, wanted, facts),
      judgeSlot(start),
      judgeIdentity(wanted),
    ]
    const asked = new Set(wanted.map((table) => tableName(table.schema, table.name)))
    return answer(checks, {
      server: `PostgreSQL ${facts.versionText}`,
      tables_count: tables.length,
      tables: tables.slice(0, mostTables).map((table) => ({
        schema: table.schema,
        name: table.name,
        estimate: table.estimate,
        bytes: table.bytes,
        key: table.keyColumns,
        identified: table.identified,
        readable: table.usable && table.readable,
        wanted: asked.has(tableName(table.schema, table.name)),
      })),
    })
  } finally {
    client.end().catch(() => {})
  }
}

/** What of a database stands in the way of following it, each with the statement that mends it. Changes nothing there. */
export async function checkSource(context: Context, body: CheckBody): Promise<SetupAnswer> {
  const source = await draftSource(context, body)
  return withDeadline(survey(context, source), patienceMs, 'the database takes too long to answer')
}
