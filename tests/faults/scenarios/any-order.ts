import { Agent } from 'node:http'
import type postgres from 'postgres'
import { type ChangeEvent, dayOfChanges, inBatches, shuffle, tables } from '@/tests/support/changes'
import { differences, dumpMetrics } from '@/tests/support/dump'
import { postBatch } from '@/tests/support/post'
import { deliver, Ledger } from '@/tests/support/senders'
import { freePort, ServerProcess } from '@/tests/support/server'
import { TestDatabase } from '@/tests/support/test-database'
import { exactly, type Figure, type Log, type Scenario, told } from '../scenario'

const dayStart = Date.UTC(2026, 2, 3)
const yearMs = 365.25 * 86_400_000
const watched = [...tables.plain, tables.imageless, tables.mixed]

type Way = { name: string; senders: number; batch: number; arrange: (changes: ChangeEvent[]) => ChangeEvent[] }
type Dumps = Map<string, string[]>
type Run = { origin: string; sql: postgres.Sql; dumps: Dumps }

const ways: Way[] = [
  { name: 'in_order', senders: 1, batch: 97, arrange: (changes) => changes },
  { name: 'backwards', senders: 1, batch: 7, arrange: (changes) => [...changes].reverse() },
  { name: 'shuffled', senders: 1, batch: 13, arrange: (changes) => shuffle(changes, 'one') },
  { name: 'doubled', senders: 1, batch: 41, arrange: (changes) => shuffle([...changes, ...changes], 'two') },
  { name: 'by_eight', senders: 8, batch: 29, arrange: (changes) => shuffle([...changes, ...changes], 'eight') },
]

async function dumpAll(sql: postgres.Sql): Promise<Dumps> {
  const dumps: Dumps = new Map()
  for (const table of watched) dumps.set(table, await dumpMetrics(sql, table))
  return dumps
}

/** Sends the day in one way to a server over a database of its own, and hands what the metrics then are to `after`. */
async function sendAs(database: TestDatabase, way: Way, changes: ChangeEvent[], after: (run: Run) => Promise<void>) {
  const databaseUrl = await database.create(way.name)
  const server = new ServerProcess({ databaseUrl, port: await freePort() })
  const sql = database.connect(databaseUrl)
  const agent = new Agent({ keepAlive: true })
  try {
    await server.start()
    const batches = inBatches(way.arrange(changes), way.batch).map((batch) => JSON.stringify(batch))
    let next = 0
    const work = async () => {
      for (let at = next++; at < batches.length; at = next++)
        await deliver([server.url], batches[at]!, new Ledger(), agent)
    }
    await Promise.all(Array.from({ length: way.senders }, work))
    await after({ origin: server.url, sql, dumps: await dumpAll(sql) })
  } finally {
    agent.destroy()
    await server.end('SIGTERM')
    await sql.end()
  }
}

/**
 * An UPDATE without a before image writes what differs from the row as it was known when it came (API.md), so which values
 * it wrote follows from the order; all else does not.
 */
const dependsOnOrder = (line: string) => /^samples_\w+\|.*\|(value|category)\|/.test(line)

function compare(way: Way, expected: Dumps, found: Dumps, log: Log): Figure[] {
  return watched.flatMap((table) => {
    const all = differences(expected.get(table)!, found.get(table)!)
    const loose = (line: string) => table === tables.imageless && dependsOnOrder(line)
    const [ours, theirs] = [all.ours.filter((line) => !loose(line)), all.theirs.filter((line) => !loose(line))]
    for (const line of ours.slice(0, 3)) log(`${way.name}: in order alone: ${line}`)
    for (const line of theirs.slice(0, 3)) log(`${way.name}: here alone: ${line}`)
    const figure = exactly(`${way.name}, ${table}: lines that differ`, Math.max(ours.length, theirs.length), 0)
    const written = Math.max(all.ours.filter(loose).length, all.theirs.filter(loose).length)
    return table === tables.imageless ? [figure, told('of values written without a before image', written)] : [figure]
  })
}

const strange = (id: string, at: number) => ({
  id,
  type: 'INSERT',
  table: tables.plain[0],
  schema: 'public',
  timestamp: new Date(at).toISOString(),
  after: { id: 1, amount: 1, status: 'new' },
})

/** What one event of ten years ahead, and one of ten years ago, does to the metrics that are there. */
async function tryStrangeTimes({ origin, sql, dumps }: Run): Promise<Figure[]> {
  const ahead = await postBatch(origin, JSON.stringify([strange('ahead', Date.now() + 10 * yearMs)]))
  const afterAhead = await dumpAll(sql)
  const moved = watched.flatMap((table) => Object.values(differences(dumps.get(table)!, afterAhead.get(table)!)).flat())
  const agoAt = Date.now() - 10 * yearMs
  await postBatch(origin, JSON.stringify([strange('ago', agoAt)]))
  const afterAgo = await dumpAll(sql)
  const changed = watched.map((table) => differences(dumps.get(table)!, afterAgo.get(table)!))
  const lost = changed.flatMap(({ ours }) => ours).filter((line) => line.startsWith('samples'))
  const gained = changed.flatMap(({ theirs }) => theirs).filter((line) => line.startsWith('samples'))
  const rejected = (JSON.parse(ahead.text) as { data: { rejected: number } }).data.rejected
  return [
    exactly('ten years ahead: rejected', rejected, 1),
    exactly('ten years ahead: lines that moved', moved.length, 0),
    exactly('ten years ago: buckets that moved', lost.length, 0),
    exactly('ten years ago: new buckets (events, amount, status in three resolutions)', gained.length, 9),
  ]
}

export const anyOrder: Scenario<{ rows: number }> = {
  name: 'any-order',
  promise: 'order does not matter',
  short: { rows: 100 },
  full: { rows: 30_000 },

  async run({ scale: { rows }, log }) {
    const changes = dayOfChanges(rows, dayStart)
    const figures = [told('events', changes.length)]
    const database = await TestDatabase.start()
    try {
      let expected: Dumps | undefined
      for (const way of ways) {
        log(`sending ${changes.length} events ${way.name.replace('_', ' ')}`)
        await sendAs(database, way, changes, async (run) => {
          if (expected) figures.push(...compare(way, expected, run.dumps, log))
          else figures.push(told('lines of metrics', [...run.dumps.values()].flat().length))
          expected ??= run.dumps
          if (way === ways.at(-1)) figures.push(...(await tryStrangeTimes(run)))
        })
      }
      return figures
    } finally {
      await database.stop()
    }
  },
}
