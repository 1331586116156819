import 'server-only'
import { uuidv7 } from 'uuidv7'
import type { Sql, Transaction } from '@/lib/db/client'
import { asAppError, classifyFailure, lostRaces } from '@/lib/db/failure'
import type { Partitions } from '@/lib/db/partitions'
import type { Catalog } from '@/lib/metrics/service/catalog'
import { recordSamples } from '@/lib/metrics/service/record'
import type { SourceTable } from '@/lib/metrics/store/catalog'
import { type ColumnRow, toColumn, writeSamples } from '@/lib/metrics/store/write'
import type { PreparedEvent } from '../prepare'
import { findTaken, lockRowStates, storeGroup, type TableArrival } from '../store/write'
import { type KnownRow, needsKnownRow, traceRows } from '../trace'
import type { Verdict } from '../writer'

export type CommitParts = {
  /** The writer's own connections. */
  sql: Sql
  catalog: Catalog
  partitions: Partitions
  autoDiscover: boolean
  /** Told after each commit; what it waits for keeps the next group waiting. */
  committed(done: Committed): Promise<void>
}

/** Tables with new events, the names of metrics that are new, and how many lines of the sample log were written. */
export type Committed = { tables: string[]; discovered: string[]; lines: number }

type Placed = { event: PreparedEvent; table: SourceTable; place: number }

const tries = 6

const samePayload = (a: PreparedEvent, b: PreparedEvent) =>
  a.type === b.type && a.beforeText === b.beforeText && a.afterText === b.afterText

/** The first event under each id; those that come again are judged. */
function withoutRepeats(placed: Placed[], verdicts: Verdict[]): Placed[] {
  const first = new Map<string, Placed>()
  return placed.filter((one) => {
    const winner = first.get(one.event.idHash)
    if (!winner) {
      first.set(one.event.idHash, one)
      return true
    }
    verdicts[one.place] = { kind: 'duplicate', differs: !samePayload(winner.event, one.event) }
    return false
  })
}

function arrivalsOf(fresh: Placed[]) {
  const arrivals = new Map<number, TableArrival>()
  for (const { table, event } of fresh) {
    let one = arrivals.get(table.id)
    if (!one) {
      one = { tableId: table.id, count: 0, lastEventAt: event.at, truncatedAt: null }
      arrivals.set(table.id, one)
    }
    one.count += 1
    one.lastEventAt = Math.max(one.lastEventAt, event.at)
    if (event.type === 'TRUNCATE') one.truncatedAt = Math.max(one.truncatedAt ?? event.at, event.at)
  }
  return [...arrivals.values()].sort((a, b) => a.tableId - b.tableId)
}

/**
 * Stores events that are new as far as is known, `known` what is known of their rows (null: not asked);
 * false where one of them turned out to be stored already.
 */
async function store(sql: Sql, parts: CommitParts, fresh: Placed[], known: ReadonlyMap<string, KnownRow> | null) {
  const { catalog, partitions } = parts
  const now = Date.now()
  const partition = await partitions.open(now)
  const traced = traceRows(
    fresh.map(({ event, table }) => ({ event, tableId: table.id })),
    known ?? new Map(),
  )
  const byId = new Map(fresh.map(({ table }) => [table.id, table]))
  const options = { sql: parts.sql, catalog, autoDiscover: parts.autoDiscover }
  const changes = traced.map(({ tableId, event, written }) => ({ event, written, table: byId.get(tableId)! }))
  const { seen, discovered, samples, sketches } = await recordSamples(options, changes)
  const group = {
    partitionStartsAt: partition.startsAt,
    receivedAt: Math.min(Math.max(now, partition.startsAt), partition.endsAt - 1),
    rows: traced.map((one) => ({ ...one, uid: uuidv7() })),
    arrivals: arrivalsOf(fresh),
    blind: known === null,
  }
  const columns = catalog.columns.gather(seen)
  try {
    const answer = await storeGroup<ColumnRow>(
      sql,
      group,
      writeSamples(sql, { samples, sketches, columns: columns.due }),
    )
    if (answer.ready) columns.written(answer.columns.map(toColumn))
    else columns.putBack()
    return answer.ready && { discovered, lines: samples.length }
  } catch (error) {
    columns.putBack()
    throw error
  }
}

/** Looks up which events are stored already and what is known of their rows, then stores the rest, in one transaction. */
function storeCarefully(parts: CommitParts, events: Placed[], verdicts: Verdict[]) {
  return parts.sql.begin(async (tx: Transaction) => {
    const keys = events
      .filter(({ event }) => event.rowKey !== null && needsKnownRow(event))
      .map(({ event, table }) => ({ tableId: table.id, rowKey: event.rowKey! }))
    const [taken, known] = await Promise.all([
      findTaken(
        tx,
        events.map(({ event }) => event),
      ),
      keys.length > 0 ? lockRowStates(tx, keys) : new Map<string, KnownRow>(),
    ])
    const fresh = events.filter(({ event, place }) => {
      const earlier = taken.get(event.idHash)
      verdicts[place] = earlier ? { kind: 'duplicate', differs: earlier.differs } : { kind: 'accepted' }
      return !earlier
    })
    if (fresh.length === 0) return { fresh, discovered: [], lines: 0 }
    const stored = await store(tx as unknown as Sql, parts, fresh, known)
    return stored && { fresh, ...stored }
  })
}

/**
 * Most groups are new and say all there is to know of their rows: they are stored at once, and only where that
 * turns out to be wrong is it looked at more closely. Answers nothing where another writer was quicker: to be tried again.
 */
async function writeGroup(parts: CommitParts, events: PreparedEvent[], careful: boolean): Promise<Verdict[] | null> {
  const tables = await parts.catalog.tables(events)
  const verdicts: Verdict[] = []
  const placed = withoutRepeats(
    events.map((event, place) => ({ event, table: tables[place]!, place })),
    verdicts,
  )
  const blind = !careful && !placed.some(({ event }) => needsKnownRow(event))
  const stored = blind
    ? await store(parts.sql, parts, placed, null).then((done) => done && { fresh: placed, ...done })
    : await storeCarefully(parts, placed, verdicts)
  if (!stored) return null
  if (blind) for (const { place } of placed) verdicts[place] = { kind: 'accepted' }
  const { fresh, discovered, lines } = stored
  if (fresh.length > 0) {
    const names = [...new Set(fresh.map(({ table }) => table.table))]
    await parts.committed({ tables: names, discovered, lines })
  }
  return verdicts
}

/** How long groups are looked at closely after one held what was stored before: repeats come in runs. */
const repeatsMs = 1000

/**
 * Makes the function that commits a group of events in one transaction: raw events, rollups, row states and counts together.
 * A lost race or a deadlock is tried again; data that PostgreSQL refuses is found by halving the group, so that one bad
 * event harms no other.
 */
export function createCommit(parts: CommitParts): (events: PreparedEvent[]) => Promise<Verdict[]> {
  let carefulUntil = Number.NEGATIVE_INFINITY
  const repeated = () => {
    carefulUntil = performance.now() + repeatsMs
  }

  async function halve(events: PreparedEvent[], error: Error): Promise<Verdict[]> {
    if (events.length === 1) {
      return [{ kind: 'refused', code: 'unstorable', message: `PostgreSQL refuses this event: ${error.message}` }]
    }
    const half = events.length >> 1
    return [...(await commit(events.slice(0, half))), ...(await commit(events.slice(half)))]
  }

  async function commit(events: PreparedEvent[]): Promise<Verdict[]> {
    let failed: unknown
    for (let attempt = 1; attempt <= tries; attempt += 1) {
      try {
        const verdicts = await writeGroup(parts, events, performance.now() < carefulUntil)
        if (verdicts) return verdicts
        repeated()
      } catch (error) {
        failed = error
        const failure = classifyFailure(error)
        if (failure === 'taken') repeated()
        else if (failure === 'superseded') parts.partitions.forget()
        else if (failure === 'data') {
          parts.partitions.forget()
          if (attempt > 1) return halve(events, error as Error)
        } else if (failure !== 'retry') throw asAppError(error)
      }
    }
    throw lostRaces(failed)
  }
  return commit
}
