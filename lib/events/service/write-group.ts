import 'server-only'
import { uuidv7 } from 'uuidv7'
import type { Sql, Transaction } from '@/lib/db/client'
import type { Partitions } from '@/lib/db/partitions'
import type { Tables } from '@/lib/metrics/service/bound-categories'
import type { Catalog } from '@/lib/metrics/service/catalog'
import type { TableLevels } from '@/lib/metrics/service/followed'
import { lookAtTables, recordSamples } from '@/lib/metrics/service/record'
import type { SourceTable } from '@/lib/metrics/store/catalog'
import { type ColumnRow, toColumn, writeSamples } from '@/lib/metrics/store/write'
import type { ExampleQuota } from '@/lib/quality/findings'
import type { RuleBook } from '@/lib/quality/service/rule-book'
import { writeFindings } from '@/lib/quality/store/findings'
import type { PreparedEvent } from '../prepare'
import type { RememberedRows } from '../remembered'
import { type KnownRow, MissingVersions, type RowKnowledge } from '../rows'
import { lockRows } from '../store/known-rows'
import { rewriteVersions } from '../store/rows'
import { findTaken, storeGroup, type TableArrival } from '../store/write'
import { mayBeOver } from '../timeline'
import { inOrder, rowsAskedBy, traceRows } from '../trace'
import type { Verdict } from '../writer'
import { bytesAtOnce, recallRows } from './recall'
import { truncateTable } from './truncate'

export type GroupParts = {
  /** The writer's own connections. */
  sql: Sql
  catalog: Catalog
  partitions: Partitions
  remembered: RememberedRows
  autoDiscover: boolean
  rules: RuleBook
  examples: ExampleQuota
}

/** What was stored: the events, and what they show of the columns of their tables. */
export type Stored = { events: readonly Placed[]; columns: Tables }
/** Tables with new events, the names of metrics that are new, how many lines of the sample log were written, whether rules were broken, and what was stored. */
export type Committed = { tables: string[]; discovered: string[]; lines: number; broken: boolean; stored: Stored }

/** `quick`: whether it was stored without a closer look. */
export type Written = { verdicts: Verdict[]; quick: boolean; committed: Committed }

/** An event at its place in the group, under the table that it belongs to. */
export type Placed = { event: PreparedEvent; table: SourceTable; place: number }

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

type LevelsOf = (tableId: number) => TableLevels

function arrivalsOf(fresh: Placed[], levelsOf: LevelsOf) {
  const arrivals = new Map<number, TableArrival>()
  for (const { table, event } of fresh) {
    let one = arrivals.get(table.id)
    if (!one) {
      const levelsVersion = levelsOf(table.id).version
      const { at } = event
      one = { tableId: table.id, count: 0, firstEventAt: at, lastEventAt: at, truncatedAt: null, levelsVersion }
      arrivals.set(table.id, one)
    }
    one.count += 1
    one.firstEventAt = Math.min(one.firstEventAt, event.at)
    one.lastEventAt = Math.max(one.lastEventAt, event.at)
    if (event.type === 'TRUNCATE') one.truncatedAt = Math.max(one.truncatedAt ?? event.at, event.at)
  }
  return [...arrivals.values()].sort((a, b) => a.tableId - b.tableId)
}

/** What is known of tables now, unchanged by what others learn meanwhile. */
function holdLevels(catalog: Catalog, placed: Placed[]): LevelsOf {
  const held = new Map(placed.map(({ table }) => [table.id, catalog.levels.find(table.id)]))
  return (tableId) => held.get(tableId) ?? catalog.levels.find(tableId)
}

/**
 * Stores events that are new as far as is known, by themselves where there is no transaction, `known` what is known of their
 * rows; false where one of them turned out to be stored already, its row to be another, or the table to have been emptied
 * after it, of which `lookAtTables` may learn.
 */
async function store(tx: Transaction | null, parts: GroupParts, fresh: Placed[], known: RowKnowledge) {
  const { catalog, partitions, remembered } = parts
  const sql = tx ?? parts.sql
  const now = Date.now()
  const partition = await partitions.open(now)
  await partitions.ensure('row_versions', now, now)
  const receivedAt = Math.min(Math.max(now, partition.startsAt), partition.endsAt - 1)
  const options = { sql: parts.sql, catalog, autoDiscover: parts.autoDiscover, receivedAt, rules: parts.rules }
  const tables = await lookAtTables(options, fresh)
  const sent = inOrder(fresh).map(({ event, table }) => ({ event, tableId: table.id, uid: uuidv7() }))
  const truncate = sent[0]!.event.type === 'TRUNCATE' ? { at: sent[0]!.event.at, uid: sent[0]!.uid } : undefined
  if (truncate && !tx) throw new Error('a TRUNCATE is stored in a transaction')
  const emptied = truncate && tx && (await truncateTable(tx, catalog, fresh[0]!.table, truncate))
  const levelsOf = emptied ? () => emptied.levels : holdLevels(catalog, fresh)
  const isLocked = 'locked' in known
  if (!isLocked && fresh.some(({ event, table }) => mayBeOver(event.at, levelsOf(table.id).truncations))) return false
  const { traced, rewrites } = traceRows(sent, known, (tableId) => (isLocked ? levelsOf(tableId).truncations : []))
  const byId = new Map(fresh.map(({ table }) => [table.id, table]))
  const changes = traced.map(({ tableId, event, uid, written, turns }) => ({
    event,
    uid,
    written,
    turns,
    table: byId.get(tableId)!,
  }))
  const { seen, discovered, samples, sketches, judgements } = await recordSamples(options, tables, changes, levelsOf)
  if (rewrites.length > 0) await rewriteVersions(sql, rewrites)
  const group = {
    partitionStartsAt: partition.startsAt,
    receivedAt,
    rows: traced,
    arrivals: arrivalsOf(fresh, levelsOf),
  }
  const columns = catalog.columns.gather(seen)
  const findings = judgements.settle(parts.examples)
  const lines = emptied ? [...samples, ...emptied.samples] : samples
  try {
    const answer = await storeGroup<ColumnRow>(
      sql,
      group,
      writeSamples(sql, { samples: lines, sketches, columns: columns.due }),
      writeFindings(sql, findings),
    )
    if (!answer.ready) {
      columns.putBack()
      return false
    }
    columns.written(answer.columns.map(toColumn))
    remembered.learn(traced)
    parts.examples.took(findings.examples)
    return { discovered, lines: lines.length, broken: findings.due.length > 0, columns: tables }
  } catch (error) {
    columns.putBack()
    throw error
  }
}

/** Looks up which events are stored already and what is known of their rows, then stores the rest, in one transaction. */
function storeKnowing(parts: GroupParts, events: Placed[], verdicts: Verdict[], versions: number | null) {
  return parts.sql.begin(async (tx: Transaction) => {
    const rows = rowsAskedBy(
      events.map(({ event, table }) => ({ event, tableId: table.id })),
      uuidv7(),
    )
    const [taken, known] = await Promise.all([
      findTaken(
        tx,
        events.map(({ event }) => event),
      ),
      rows.length > 0
        ? lockRows(tx, rows, { most: versions, mostBytes: bytesAtOnce(events) })
        : new Map<string, KnownRow>(),
    ])
    const fresh = events.filter(({ event, place }) => {
      const earlier = taken.get(event.idHash)
      verdicts[place] = earlier ? { kind: 'duplicate', differs: earlier.differs } : { kind: 'accepted' }
      return !earlier
    })
    if (fresh.length === 0) return { fresh, discovered: [], lines: 0, broken: false, columns: new Map() }
    const stored = await store(tx, parts, fresh, { locked: known })
    return stored && { fresh, ...stored }
  })
}

/** Of rows that have changed often since, some versions tell enough nearly always. */
const someVersions = 100

const storeCarefully = (parts: GroupParts, events: Placed[], verdicts: Verdict[]) =>
  storeKnowing(parts, events, verdicts, someVersions).catch((error) => {
    if (error instanceof MissingVersions) return storeKnowing(parts, events, verdicts, null)
    throw error
  })

/**
 * Stores a group in one transaction. Most groups are new, and say all there is to know of their rows or are about rows that are
 * remembered: they are stored at once, and only where that turns out to be wrong are they to be written `carefully`.
 * Answers nothing where it was wrong, or another writer quicker: to be tried again. Throws `TooMuch` where the rows of
 * several events are larger than is read at once.
 */
export async function writeGroup(
  parts: GroupParts,
  events: PreparedEvent[],
  carefully: boolean,
): Promise<Written | null> {
  const tables = await parts.catalog.tables(events)
  const verdicts: Verdict[] = []
  const placed = withoutRepeats(
    events.map((event, place) => ({ event, table: tables[place]!, place })),
    verdicts,
  )
  const remembered = carefully ? null : await recallRows(parts, placed)
  const stored = remembered
    ? await store(null, parts, placed, { remembered }).then((done) => done && { fresh: placed, ...done })
    : await storeCarefully(parts, placed, verdicts)
  if (!stored) return null
  if (remembered) for (const { place } of placed) verdicts[place] = { kind: 'accepted' }
  const { fresh, columns, ...committed } = stored
  const tablesOfFresh = [...new Set(fresh.map(({ table }) => table.table))]
  const told = { tables: tablesOfFresh, ...committed, stored: { events: fresh, columns } }
  return { verdicts, quick: remembered !== null, committed: told }
}
