import { Agent } from 'node:http'
import type postgres from 'postgres'
import { inBatches, shuffle } from '@/tests/support/changes'
import { postBatch, read } from '@/tests/support/post'
import { recount } from '@/tests/support/recount'
import { deliver, Ledger } from '@/tests/support/senders'
import { atMost, exactly, type Figure, type Log, none, type Scenario, showProgress, told } from '../scenario'
import { onStage } from '../stage'

const dayStart = Date.UTC(2026, 2, 9)
const dayMs = 86_400_000
const mostValues = 100
const mostTables = 2000
const mostColumns = 500
const mostMemory = 512
const keysAnEvent = 1000
const rounds = 12
const senders = 8

type Sizes = { events: number; tables: number; columns: number }

const event = (table: string, number: number, after: Record<string, unknown>) => ({
  id: `${table}-${number}`,
  type: 'INSERT',
  table,
  schema: 'public',
  timestamp: new Date(dayStart + ((number * 7919) % dayMs)).toISOString(),
  after: { id: number, ...after },
})

/** Events of one table, each with a status of its own. */
const unique = (from: number, count: number) =>
  Array.from({ length: count }, (_, i) =>
    event('tickets', from + i, { status: `s${from + i}`, amount: (from + i) % 100 }),
  )

/** Three events for each of many tables. */
const many = (tables: number) =>
  shuffle(
    Array.from({ length: tables * 3 }, (_, i) =>
      event(`tenant_${i % tables}`, i, { status: ['new', 'paid', 'sent'][i % 3], amount: i % 7 }),
    ),
    'tables',
  )

/** Events of one table that have all columns between them, every other a number, the rest words that are never the same. */
function wide(columns: number) {
  const groups = inBatches(
    Array.from({ length: columns }, (_, column) => column),
    keysAnEvent,
  )
  return Array.from({ length: rounds * groups.length }, (_, number) => {
    const named = groups[number % groups.length]!.map((column) => [
      `c${column}`,
      column % 2 === 0 ? (number + column) / 10 : `w${number}-${column}`,
    ])
    return event('wide', number, Object.fromEntries(named))
  })
}

/** Sends bodies by several senders, each by turns to one server and another. */
async function sendAll(origins: string[], bodies: Iterable<string>, ledger: Ledger) {
  const left = bodies[Symbol.iterator]()
  const agent = new Agent({ keepAlive: true })
  const work = async (sender: number) => {
    for (let number = sender, next = left.next(); !next.done; number += 1, next = left.next()) {
      const first = number % origins.length
      await deliver([...origins.slice(first), ...origins.slice(0, first)], next.value, ledger, agent)
    }
  }
  await Promise.all(Array.from({ length: senders }, (_, sender) => work(sender)))
  agent.destroy()
}

function* uniqueBodies(events: number) {
  for (let from = 0; from < events; from += 200) yield JSON.stringify(unique(from, Math.min(200, events - from)))
}

function* bodiesOf(events: ReturnType<typeof event>[], size: number) {
  for (const batch of inBatches(events, size)) yield JSON.stringify(batch)
}

async function checkAnswer(origin: string, events: number): Promise<Figure[]> {
  const span = `from=${new Date(dayStart).toISOString()}&to=${new Date(dayStart + dayMs).toISOString()}`
  const answer = await read(origin, `/metrics/tickets_by_status/query?${span}&group_by=status&limit=1000`)
  const { data } = JSON.parse(answer.text) as { data: { value: number; series: { labels: Record<string, string> }[] } }
  const others = data.series.filter(({ labels }) => labels.status === '__other__').length
  return [
    exactly('`tickets_by_status`, all together', data.value, events),
    atMost('values that it tells apart', data.series.length - others, mostValues),
    exactly('`__other__` among them', others, 1),
  ]
}

async function checkRollups(sql: postgres.Sql, sizes: Sizes, log: Log): Promise<Figure[]> {
  const [found] = await sql<{ values: number; tables: number; named: number; series: number; columns: number }[]>`
    select (select max(count)::int from (
        select count(*) from series where label_key <> '__other__' group by measure_id, table_id) as kept) as values,
      (select count(*)::int from source_tables where events_count = 3 and name like 'tenant%') as tables,
      (select count(distinct table_name)::int from metrics where not hidden and table_name <> '__other__') as named,
      (select count(*)::int from series) as series,
      (select count(*)::int from table_columns join source_tables on source_tables.id = table_id
        where source_tables.name = 'wide') as columns`
  const figures = [
    atMost('values kept apart in any dimension', found!.values, mostValues),
    exactly('tables with all their events', found!.tables, sizes.tables),
    atMost('tables with metrics of their own', found!.named, mostTables),
    atMost('columns of the wide table that are looked at', found!.columns, mostColumns),
    told('series', found!.series),
  ]
  const sent = sizes.events + 3 * sizes.tables + rounds * Math.ceil(sizes.columns / keysAnEvent)
  for (const rollup of ['samples_1m', 'samples_1h', 'samples_1d']) {
    const [row] = await sql<{ total: number }[]>`
      select sum(count)::int as total from ${sql(rollup)} join series on series.id = series_id
        join measures on measures.id = measure_id where kind = 'events'`
    figures.push(exactly(`events counted in ${rollup}`, row!.total, sent))
  }
  for (const table of ['tickets', 'wide', 'tenant_0', `tenant_${sizes.tables - 1}`]) {
    const { compared, drifted, first } = await recount(sql, table)
    for (const one of first) log(JSON.stringify(one))
    figures.push(
      exactly(`${table}: rollups that differ from a recount (of ${compared.toLocaleString('en')})`, drifted, 0),
    )
  }
  return figures
}

export const boundedCardinality: Scenario<Sizes> = {
  name: 'bounded-cardinality',
  promise: 'cardinality is bounded',
  short: { events: 10_000, tables: 200, columns: 1500 },
  full: { events: 1_000_000, tables: 10_000, columns: 5000 },

  run: ({ scale, log }) =>
    onStage({ log, servers: 2 }, async ({ servers, sql }) => {
      const { events, tables, columns } = scale
      const origins = servers.map((server) => server.url)
      const ledger = new Ledger()
      let doing = ''
      const stop = showProgress(log, () => `${doing}: ${ledger.told}`)
      try {
        doing = `${events} events with a status of their own`
        await sendAll(origins, uniqueBodies(events), ledger)
        doing = `${tables} tables`
        await sendAll(origins, bodiesOf(many(tables), 100), ledger)
        doing = `${columns} columns`
        await sendAll(origins, bodiesOf(wide(columns), 2), ledger)
        doing = 'recounting'
        const excess = Object.fromEntries(Array.from({ length: 2001 }, (_, column) => [`k${column}`, column]))
        const refused = await postBatch(origins[0]!, JSON.stringify([event('wide', -1, excess)]))
        const { data } = JSON.parse(refused.text) as { data: { rejected: number } }
        return [
          told('events with a status of their own, to two servers at once', events),
          none('answers other than 202 and 503', ledger.unexpected(202, 503)),
          ...(await checkAnswer(origins[1]!, events)),
          ...(await checkRollups(sql, scale, log)),
          exactly('events of 2,001 keys refused', data.rejected, 1),
          atMost('memory of a server', Math.max(...servers.map((server) => server.peakMemory)), mostMemory, ' MiB'),
        ]
      } finally {
        stop()
      }
    }),
}
