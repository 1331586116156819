import 'server-only'
import { uuidv7 } from 'uuidv7'
import type { Sql, Transaction } from '@/lib/db/client'
import { asAppError, classifyFailure } from '@/lib/db/failure'
import type { PartitionedTable, Partitions } from '@/lib/db/partitions'
import type { Catalog } from '@/lib/metrics/service/catalog'
import { recordSamples } from '@/lib/metrics/service/record'
import type { SourceTable } from '@/lib/metrics/store/write'
import type { PreparedEvent } from '../prepare'
import { claimIds, findClaims, insertEvents, lockRowStates, updateTableArrivals, upsertRowStates } from '../store/write'
import { type KnownRow, traceRows } from '../trace'
import type { Verdict } from '../writer'

export type CommitParts = {
  sql: Sql
  catalog: Catalog
  partitions: Partitions
  autoDiscover: boolean
  /** Told after each commit: tables with new events, and names of metrics that are new. */
  committed(tables: string[], discovered: string[]): void
}

const weekMs = 7 * 86_400_000
const retries = 3

async function ensurePartitions(partitions: Partitions, now: number, events: PreparedEvent[]) {
  const ensureAll = async (parent: PartitionedTable, instants: Iterable<number>) => {
    for (const at of instants) await partitions.ensure(parent, at, now)
  }
  const weeks = new Set(events.map((event) => Math.floor(event.at / weekMs) * weekMs))
  for (const parent of ['rollups_1m', 'rollups_1h', 'rollups_1d'] as const) await ensureAll(parent, weeks)
  await ensureAll('events', [now])
  const current = await partitions.ensure('event_ids', now, now)
  const previous = await partitions.ensure('event_ids', current.startsAt - 1, now)
  return { startsAt: current.startsAt, previousStartsAt: previous.startsAt }
}

type Placed = { event: PreparedEvent; table: SourceTable; place: number }

/** Marks which events are new, in the order given; the first of several under one id in a group stands. */
async function claim(
  tx: Transaction,
  parts: { period: Parameters<typeof claimIds>[1]; now: number },
  placed: Placed[],
  verdicts: Verdict[],
) {
  const first = new Map<string, Placed>()
  for (const one of placed) if (!first.has(one.event.idHash)) first.set(one.event.idHash, one)
  const unique = [...first.values()].map(({ event }) => event)
  const fresh = await claimIds(tx, parts.period, parts.now, unique)
  const taken = unique.filter((event) => !fresh.has(event.idHash)).map((event) => event.idHash)
  const earlier = taken.length > 0 ? await findClaims(tx, taken) : new Map<string, bigint>()
  return placed.filter((one) => {
    const { idHash, payloadHash } = one.event
    const winner = first.get(idHash)!
    const isNew = winner === one && fresh.has(idHash)
    const original = earlier.get(idHash) ?? winner.event.payloadHash
    verdicts[one.place] = isNew ? { kind: 'accepted' } : { kind: 'duplicate', differs: original !== payloadHash }
    return isNew
  })
}

function arrivalsOf(fresh: Placed[]) {
  const arrivals = new Map<number, { tableId: number; count: number; lastEventAt: number }>()
  for (const { table, event } of fresh) {
    const one = arrivals.get(table.id)
    if (!one) arrivals.set(table.id, { tableId: table.id, count: 1, lastEventAt: event.at })
    else {
      one.count += 1
      one.lastEventAt = Math.max(one.lastEventAt, event.at)
    }
  }
  return [...arrivals.values()].sort((a, b) => a.tableId - b.tableId)
}

async function writeGroup(parts: CommitParts, events: PreparedEvent[]): Promise<Verdict[]> {
  const { sql, catalog, partitions } = parts
  const now = Date.now()
  const period = await ensurePartitions(partitions, now, events)
  const tables = await catalog.tables(events)
  const verdicts: Verdict[] = []
  const placed = events.map((event, place) => ({ event, table: tables[place]!, place }))
  const result = await sql.begin(async (tx) => {
    const fresh = await claim(tx, { period, now }, placed, verdicts)
    if (fresh.length === 0) return { columns: [], discovered: [], fresh }
    const keyed = fresh.filter(({ event }) => event.rowKey !== null)
    const known = fresh.every(({ event }) => event.type === 'INSERT')
      ? new Map<string, KnownRow>()
      : await lockRowStates(
          tx,
          keyed.map(({ event, table }) => ({ tableId: table.id, rowKey: event.rowKey! })),
        )
    const { traced, changes } = traceRows(
      fresh.map(({ event, table }) => ({ event, tableId: table.id })),
      known,
    )
    const receivedAt = new Date(now).toISOString()
    const byId = new Map(fresh.map(({ table }) => [table.id, table]))
    const stored = traced.map(({ tableId, event, written }) => ({ tableId, event, written, uid: uuidv7() }))
    const writes = [insertEvents(tx, receivedAt, stored)]
    if (changes.length > 0) writes.push(upsertRowStates(tx, changes))
    writes.push(updateTableArrivals(tx, receivedAt, arrivalsOf(fresh)))
    const options = { sql, catalog, autoDiscover: parts.autoDiscover }
    const recording = recordSamples(
      tx,
      options,
      traced.map(({ tableId, event, written }) => ({ event, written, table: byId.get(tableId)! })),
    )
    const [recorded] = await Promise.all([recording, ...writes])
    return { ...recorded, fresh }
  })
  for (const column of result.columns) catalog.keepColumn(column)
  if (result.fresh.length > 0) {
    parts.committed([...new Set(result.fresh.map(({ table }) => table.table))], result.discovered)
  }
  return verdicts
}

/**
 * Commits a group of events in one transaction: raw events, rollups, row states and counts together.
 * A deadlock is tried again; data that PostgreSQL refuses is found by halving the group, so that one bad event harms no other.
 */
export async function commitEvents(parts: CommitParts, events: PreparedEvent[]): Promise<Verdict[]> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await writeGroup(parts, events)
    } catch (error) {
      const failure = classifyFailure(error)
      if (failure === 'retry' && attempt < retries) continue
      if (failure !== 'data') throw asAppError(error)
      parts.partitions.forget()
      if (attempt === 1) continue
      if (events.length === 1) {
        return [
          {
            kind: 'refused',
            code: 'unstorable',
            message: `PostgreSQL refuses this event: ${(error as Error).message}`,
          },
        ]
      }
      const half = events.length >> 1
      return [...(await commitEvents(parts, events.slice(0, half))), ...(await commitEvents(parts, events.slice(half)))]
    }
  }
}
