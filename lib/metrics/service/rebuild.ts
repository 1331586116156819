import 'server-only'
import type { Sql, Transaction } from '@/lib/db/client'
import { hasMoved, supersedeSealed } from '@/lib/storage/store/supersede'
import { bucketsOf, type Compared, type Comparison, compareBuckets, resolutionWidths, seriesName } from '../compare'
import type { ColumnRole } from '../contract'
import { countsCategories, countsDistinct, maxCategories, otherCategory, sumsNumbers } from '../discover'
import { dayMs, Fold, minuteMs, type SeriesFold } from '../fold'
import { measure } from '../measure'
import { unpackSketches } from '../sketch/pack'
import { coarsenSketches, type SketchRow } from '../sketch/sketch-set'
import { sketchBuckets } from '../sketch-buckets'
import { listColumns, type SourceTable } from '../store/catalog'
import { noteRecount } from '../store/closed'
import { listExpired } from '../store/expired'
import {
  findOldestArrivals,
  listDays,
  listMeasuredTables,
  listSeriesOf,
  type MeasuredTable,
  readDay,
  readKept,
  removeSamples,
  type SeriesOfTable,
  withoutCompaction,
} from '../store/rebuild'
import { readKeptSketches, removeKeptSketches } from '../store/rebuild-sketches'
import { sketchTables } from '../store/sketches'
import { logSamples } from '../store/write'
import { boundCategories } from './bound-categories'
import type { Catalog } from './catalog'
import { sampleRows, sketchesOf } from './record'

type Parts = { sql: Sql; catalog: Catalog; autoDiscover: boolean; compact(): Promise<void> }
type Options = { check: boolean; table?: string; from?: number; to?: number; stopping(): boolean }

/** A day of a table: whether its rollups are what its raw events say, and what was done about it. */
export type RebuiltDay = {
  table: string
  schema: string
  day: number
  /**
   * `expired`: raw events of it are gone, so that nothing can be said and nothing is touched. `moved`: it differs, and its minutes are in
   * the storage engine alone, so that it stays as it is.
   */
  outcome: 'equal' | 'different' | 'rebuilt' | 'expired' | 'moved'
  events: number
  /** Buckets of all resolutions; of those that differ a few examples. */
  found: Comparison
}
export type Progress = { done: number; of: number; last: RebuiltDay }

type RoleOf = (column: string) => ColumnRole

async function readRoles({ sql, catalog, autoDiscover }: Parts, table: MeasuredTable): Promise<RoleOf> {
  if (!autoDiscover || table.table === otherCategory) return () => 'text'
  const roles = new Map<string, ColumnRole>()
  await catalog.tables([table])
  for (const column of await listColumns(sql, [table.id])) {
    catalog.columns.keep(column)
    roles.set(column.name, catalog.override(table, column.name).role ?? column.role)
  }
  return (column) => roles.get(column) ?? 'text'
}

/** Whether a series is measured of a table's events by the roles that its columns have now. */
const isMeasured =
  (roleOf: RoleOf) =>
  ({ kind, field }: SeriesOfTable) =>
    kind === 'events' ||
    kind === 'lag' ||
    (kind === 'value' && sumsNumbers(field, roleOf(field))) ||
    (kind === 'category' && countsCategories(roleOf(field))) ||
    (kind === 'distinct' && countsDistinct(field, roleOf(field)))

/** The samples of a day; they change no level, for how levels changed is kept as it is. */
async function countDay(tx: Transaction, table: MeasuredTable, day: number, roleOf: RoleOf) {
  const fold = new Fold(true)
  let events = 0
  for await (const rows of readDay(tx, table.eventTables, day)) {
    events += rows.length
    for (const event of rows) {
      const at = new Date(event.at).getTime()
      const lagMs = new Date(event.receivedAt).getTime() - at
      for (const sample of measure({ ...event, lagMs }, roleOf)) fold.add(table.id, at, sample)
    }
  }
  return { fold, events }
}

/** Counts values together that have no series of their own and will get none. */
function relabelUnknown(fold: Fold, series: SeriesOfTable[]) {
  const labels = new Map<string, Set<string>>()
  for (const { kind, field, label } of series) {
    if (kind === 'category') labels.set(field, (labels.get(field) ?? new Set()).add(label))
  }
  for (const one of [...fold.series]) {
    const known = one.kind === 'category' ? labels.get(one.field) : undefined
    const isFull = known && (known.has(otherCategory) || known.size >= maxCategories)
    if (isFull && !known.has(one.label ?? '')) fold.relabel(one, otherCategory)
  }
}

const resolutions = Object.keys(resolutionWidths) as Compared[]

/** The sketches by the minute of counted series, under their places as ids, with their names. */
function sketchMinutes(series: readonly SeriesFold[]) {
  const rows = series.flatMap((one, seriesId): SketchRow[] =>
    sketchesOf(one, seriesId).flatMap(({ pack }) =>
      [...unpackSketches(pack, minuteMs)].map((minute) => ({ seriesId, ...minute })),
    ),
  )
  return {
    rows,
    names: new Map(series.map(({ kind, field, label }, id) => [id, seriesName(kind, field, label ?? '')])),
  }
}

/** Compares a day's rollups and sketches with a recount, both as of one instant; those that retention has taken are left out. */
function compareDay({ sql }: Parts, table: MeasuredTable, day: number, roleOf: RoleOf) {
  return sql.begin('isolation level repeatable read read only', async (tx) => {
    const series = await listSeriesOf(tx, table.id)
    const { fold, events } = await countDay(tx, table, day, roleOf)
    relabelUnknown(fold, series)
    const found: Comparison = { compared: 0, different: 0, examples: [] }
    const add = (one: Comparison) => {
      found.compared += one.compared
      found.different += one.different
      found.examples.push(...one.examples)
    }
    const measured = series.filter(isMeasured(roleOf))
    const names = new Map(measured.map(({ id, kind, field, label }) => [id, seriesName(kind, field, label)]))
    const sketched = sketchMinutes(fold.series)
    const expired = await listExpired(tx, day, day + dayMs)
    const left = resolutions.filter((resolution) => !expired.some((one) => one.resolution === resolution))
    for (const resolution of left) {
      const kept = await readKept(tx, resolution, measured, day)
      add(compareBuckets(resolution, kept, bucketsOf(fold.series, resolution)))
      const keptSketches = sketchBuckets(await readKeptSketches(tx, resolution, [...names.keys()], day), names)
      const counted = coarsenSketches(sketched.rows, resolutionWidths[resolution])
      add(compareBuckets(sketchTables[resolution], keptSketches, sketchBuckets(counted, sketched.names)))
    }
    return { events, found }
  }) as Promise<{ events: number; found: Comparison }>
}

/**
 * Puts a recount in the place of a day's rollups. Writers go on: what they commit meanwhile is neither counted nor removed.
 * The recount goes into the log like any samples, and is compacted. How levels changed stays as it is.
 */
async function rewriteDay(parts: Parts, table: MeasuredTable, day: number, roleOf: RoleOf) {
  const { sql, catalog } = parts
  await withoutCompaction(sql, () =>
    sql.begin('isolation level repeatable read', async (tx) => {
      const { fold } = await countDay(tx, table, day, roleOf)
      const source: SourceTable = table
      await boundCategories(catalog, fold, new Map([[source, new Map()]]))
      const counted = fold.series.filter(({ minutes, marks }) => minutes.size > 0 || marks)
      const ids = await catalog.seriesIds(
        counted.map(({ kind, field, label }) => ({ table, kind, field, label: label ?? '' })),
      )
      const measured = (await listSeriesOf(sql, table.id)).filter(isMeasured(roleOf)).map(({ id }) => id)
      const expired = await listExpired(tx, day, day + dayMs)
      await supersedeSealed(tx, measured, day, day + dayMs)
      await removeSamples(tx, measured, day, !expired.some(({ resolution }) => resolution === 'samples_1m'))
      await removeKeptSketches(tx, measured, day)
      await noteRecount(tx)
      const sketches = counted.flatMap((one, index) => sketchesOf(one, ids[index]!))
      if (counted.length > 0) await logSamples(tx, sampleRows(counted, ids), sketches)
    }),
  )
  await parts.compact()
}

/** Events are at most so far ahead of their arrival. */
const aheadMs = dayMs

/** Whether all raw events that a table ever had of a day are still there; `oldest` is where the arrivals that are kept begin. */
const isComplete = ({ firstSeenAt }: MeasuredTable, day: number, oldest: number) =>
  firstSeenAt >= oldest || day - aheadMs >= oldest

/**
 * Compares the rollups of each table and day with a recount from the raw events that remain, and, unless only to check, puts
 * the recount in the place of what differs. What is equal costs a look, so a rebuild that was stopped goes on where it was.
 */
export async function* rebuildRollups(parts: Parts, options: Options): AsyncGenerator<Progress> {
  const { sql } = parts
  const { check, table: name, from = 0, to = Date.UTC(9999, 0), stopping } = options
  const oldest = (await findOldestArrivals(sql)) ?? Number.POSITIVE_INFINITY
  const start = Math.floor(from / dayMs) * dayMs
  const work = []
  for (const table of await listMeasuredTables(sql, name)) {
    for (const day of await listDays(sql, table, start, to)) work.push({ table, day })
  }
  let roles: { id: number; roleOf: RoleOf } | undefined
  for (const [index, { table, day }] of work.entries()) {
    if (stopping()) return
    if (roles?.id !== table.id) roles = { id: table.id, roleOf: await readRoles(parts, table) }
    const last = await rebuildDay(parts, { table, day, roleOf: roles.roleOf, check, oldest })
    yield { done: index + 1, of: work.length, last }
  }
}

type Day = { table: MeasuredTable; day: number; roleOf: RoleOf; check: boolean; oldest: number }

async function rebuildDay(parts: Parts, { table, day, roleOf, check, oldest }: Day): Promise<RebuiltDay> {
  const named = { table: table.table, schema: table.schema, day }
  const nothing: Comparison = { compared: 0, different: 0, examples: [] }
  if (!isComplete(table, day, oldest)) return { ...named, outcome: 'expired', events: 0, found: nothing }
  const first = await compareDay(parts, table, day, roleOf)
  if (first.found.different === 0) return { ...named, outcome: 'equal', ...first }
  if (check) return { ...named, outcome: 'different', ...first }
  if (await hasMoved(parts.sql, day, day + dayMs)) return { ...named, outcome: 'moved', ...first }
  await rewriteDay(parts, table, day, roleOf)
  const second = await compareDay(parts, table, day, roleOf)
  if (second.found.different > 0) return { ...named, outcome: 'different', ...second }
  return { ...named, outcome: 'rebuilt', ...first }
}
