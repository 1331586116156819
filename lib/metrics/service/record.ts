import 'server-only'
import type { Sql } from '@/lib/db/client'
import type { PreparedEvent } from '@/lib/events/prepare'
import type { Traced } from '@/lib/events/rows'
import type { RowTurn } from '@/lib/events/timeline'
import { Judgements } from '@/lib/quality/findings'
import type { TableRules } from '@/lib/quality/judge-rows'
import { columnMetrics, kindsOf, levelMetrics, rowsMetric, tableMetrics } from '../auto'
import type { ColumnRole } from '../contract'
import { countsCategories, otherCategory, sumsNumbers } from '../discover'
import { Fold, minuteMs, type SeriesFold } from '../fold'
import { type Followed, measureTurn } from '../levels'
import { measure } from '../measure'
import { judgeColumn, observe } from '../observe'
import { writeMarks } from '../sketch/hyper-log-log'
import { packSketches } from '../sketch/pack'
import { writeBins } from '../sketch/quantile-sketch'
import { hideMetrics, insertMetrics, type SourceTable } from '../store/catalog'
import type { LoggedSketches } from '../store/sketch-log'
import type { ColumnState, SampleRow } from '../store/write'
import { boundCategories, type Tables } from './bound-categories'
import type { Catalog } from './catalog'
import { followLevels, judgeLevels } from './follow-levels'
import { checkChange, packTallies } from './record-checks'

/** A new event of a table, what it wrote and how it changed rows. */
export type Change = Pick<Traced, 'event' | 'uid' | 'written' | 'turns'> & { table: SourceTable }
/** `receivedAt`: when the events arrived, as it is stored with them. */
type Options = { sql: Sql; catalog: Catalog; autoDiscover: boolean; receivedAt: number; rules: RulesOf }
type RulesOf = { of(table: SourceTable): TableRules }
type Arrived = { table: SourceTable; event: PreparedEvent }

/** What by the table that it is counted under. */
async function groupByTable<T extends { table: SourceTable }>(
  catalog: Catalog,
  all: T[],
): Promise<Map<SourceTable, T[]>> {
  const groups = new Map<SourceTable, T[]>()
  for (const one of all) {
    const table = one.table.measured ? one.table : await catalog.measuredAs(one.table)
    const group = groups.get(table)
    if (group) group.push(one)
    else groups.set(table, [one])
  }
  return groups
}

function* imagesOf(changes: Arrived[]) {
  for (const { event } of changes) if (event.after) yield event.after
}

/** What a group adds to what is known of a table's columns, each with the role that follows; those past the bound are left out. */
async function observeTable(
  catalog: Catalog,
  table: SourceTable,
  changes: Arrived[],
): Promise<Map<string, ColumnState>> {
  const columns = new Map<string, ColumnState>()
  const observed = observe(imagesOf(changes))
  const unknown = [...observed.keys()].filter((name) => !catalog.columns.find(table.id, name))
  if (unknown.length > 0) await catalog.admitColumns(table.id, unknown)
  for (const [name, seen] of observed) {
    const known = catalog.columns.find(table.id, name)
    if (!known) continue
    const labels = catalog.labels(table.id, name)
    const role = catalog.override(table, name).role ?? judgeColumn(name, { ...known, labels }, seen)
    columns.set(name, { ...known, role, counts: seen.counts, overflow: 0 })
  }
  return columns
}

/** The lines of the log that series make; `ids` in the same order. */
export const sampleRows = (series: SeriesFold[], ids: number[]): SampleRow[] =>
  series.flatMap((one, index) =>
    [...one.minutes].map(([bucket, aggregate]) => ({ seriesId: ids[index]!, bucket, aggregate })),
  )

/** The line of the log of sketches that a series makes; none where it has no sketch. */
export function sketchesOf({ kind, marks }: SeriesFold, seriesId: number): LoggedSketches[] {
  if (!marks || marks.size === 0) return []
  const buckets = [...marks.keys()].sort((a, b) => a - b)
  const write = kind === 'distinct' ? writeMarks : writeBins
  const pack = packSketches(buckets, minuteMs, (writer, bucket) => write(writer, marks.get(bucket)!))
  let count = 0
  for (const { length } of marks.values()) count += length
  return [{ seriesId, from: buckets[0]!, last: buckets.at(-1)!, count, pack }]
}

/**
 * Makes the metrics that the roles call for and hides those of columns that turned out to be something else. The first time
 * that this process sees a table it goes through all of its columns, for a unit may be another than it was.
 */
async function ensureMetrics({ sql, catalog }: Options, tables: Tables) {
  const wanted = [...tables].flatMap(([table, columns]) => {
    const isNew = !catalog.named.has(table.table)
    const hasLevels = table.table !== otherCategory && catalog.levels.find(table.id).rows
    const isLevelled = hasLevels && !catalog.levelled.has(table.table)
    const metrics = [...(isNew ? tableMetrics(table.table) : []), ...(isLevelled ? [rowsMetric(table.table)] : [])]
    for (const { name, role } of columns.values()) {
      const shown = catalog.shown(table.id, name)
      const known = catalog.columns.find(table.id, name)?.role
      const changed = known !== role || kindsOf(role).some((kind) => !shown.has(kind))
      const { unit } = catalog.override(table, name)
      if (isNew || changed) metrics.push(...columnMetrics(table.table, name, role, unit))
      if (hasLevels && (isLevelled || changed)) metrics.push(...levelMetrics(table.table, name, role, unit))
    }
    return metrics.map((metric) => ({ ...metric, tableName: table.table }))
  })
  const gone = [...tables].flatMap(([table, columns]) =>
    [...columns.values()].flatMap(({ name, role }) => {
      const shown = catalog.shown(table.id, name)
      const before = new Set([...shown, ...kindsOf(catalog.columns.find(table.id, name)?.role)])
      const kinds = kindsOf(role)
      for (const kind of kinds) shown.add(kind)
      return [...before].flatMap((kind) =>
        kinds.includes(kind) ? [] : [{ tableName: table.table, kind, field: name, shown }],
      )
    }),
  )
  if (gone.length > 0) await hideMetrics(sql, await catalog.measureIds(gone))
  for (const { shown, kind } of gone) shown.delete(kind)
  if (wanted.length === 0) return []
  const measureIds = await catalog.measureIds(wanted)
  const made = await insertMetrics(
    sql,
    wanted.map((metric, index) => ({ ...metric, measureId: measureIds[index]! })),
  )
  for (const table of tables.keys()) {
    catalog.named.add(table.table)
    if (table.table !== otherCategory && catalog.levels.find(table.id).rows) catalog.levelled.add(table.table)
  }
  return made
}

/** Looks at the columns of new events, and has the levels followed that what they are calls for. */
export async function lookAtTables({ catalog, autoDiscover }: Options, arrived: Arrived[]): Promise<Tables> {
  const tables: Tables = new Map()
  for (const [table, group] of await groupByTable(catalog, arrived)) {
    const looked = autoDiscover && table.table !== otherCategory
    const columns = looked ? await observeTable(catalog, table, group) : new Map<string, ColumnState>()
    tables.set(table, columns)
    if (table.table === otherCategory) continue
    const { begin, end } = judgeLevels(catalog, table, columns, group)
    if (begin.length + end.length > 0) await followLevels(catalog, table, begin, end)
  }
  return tables
}

/** Partial aggregates and sketches by the minute, what was seen of the columns, the names of metrics that are new, and rules broken. */
export type Recorded = {
  samples: SampleRow[]
  sketches: LoggedSketches[]
  seen: ColumnState[]
  discovered: string[]
  judgements: Judgements
}

/** Gathers the samples of a table's changes: into `fresh` where rows were inserted and no more, which is their levels' change too. */
function foldTable(
  { fresh, apart, judgements }: { fresh: Fold; apart: Fold; judgements: Judgements },
  table: SourceTable,
  { levels, columns, changes }: { levels: Followed; columns: Map<string, ColumnState>; changes: Change[] },
  { receivedAt, rules: book }: Options,
) {
  const rules = table.table === otherCategory ? noRules : book.of(table)
  const roleOf = (name: string): ColumnRole => columns.get(name)?.role ?? 'text'
  const beside = { rows: false, totals: new Set<string>(), currents: new Set<string>() }
  for (const name of levels.totals) if (!sumsNumbers(name, roleOf(name))) beside.totals.add(name)
  for (const name of levels.currents) if (!countsCategories(roleOf(name))) beside.currents.add(name)
  const hasBeside = beside.totals.size + beside.currents.size > 0
  for (const change of changes) {
    const {
      event: { at, type, after },
      written,
      turns,
    } = change
    const inserted = turns === 'inserted' && levels.rows
    const fold = inserted ? fresh : apart
    const event = { type, after, written, lagMs: receivedAt - at }
    for (const sample of measure(event, roleOf)) fold.add(table.id, at, sample)
    checkChange(rules, change, judgements)
    if (inserted && !hasBeside) continue
    const all: RowTurn[] = turns === 'inserted' ? [{ at, from: null, to: after, weight: 1 }] : turns
    const found = type === 'SNAPSHOT'
    for (const turn of all) {
      for (const step of measureTurn(turn, inserted ? beside : levels)) apart.change(table.id, turn.at, step, found)
    }
  }
}

/** Folds what new events mean into partial aggregates; `tables` are those that were looked at for them. */
export async function recordSamples(
  options: Options,
  tables: Tables,
  changes: Change[],
  levelsOf: (tableId: number) => Followed,
): Promise<Recorded> {
  const { catalog } = options
  const folds = { fresh: new Fold(), apart: new Fold(true), judgements: new Judgements() }
  for (const [table, group] of await groupByTable(catalog, changes)) {
    const levels = table.table === otherCategory ? noLevels : levelsOf(table.id)
    foldTable(folds, table, { levels, columns: tables.get(table)!, changes: group }, options)
  }
  const discovered = await ensureMetrics(options, tables)
  const [fresh, apart] = [
    await finishFold(catalog, folds.fresh, tables),
    await finishFold(catalog, folds.apart, tables),
  ]
  return {
    samples: [...fresh.samples, ...apart.samples],
    sketches: [...fresh.sketches, ...apart.sketches, ...(await packTallies(catalog, tables, folds.judgements))],
    seen: [...tables.values()].flatMap((group) => [...group.values()]),
    discovered,
    judgements: folds.judgements,
  }
}

type Lines = Pick<Recorded, 'samples' | 'sketches'>

/** The lines of a fold, once its categories are bounded. */
export async function finishFold(catalog: Catalog, fold: Fold, tables: Tables): Promise<Lines> {
  await boundCategories(catalog, fold, tables)
  const byId = new Map([...tables.keys()].map((table) => [table.id, table]))
  const series = fold.series.filter(({ minutes, marks }) => minutes.size > 0 || marks)
  const ids = await catalog.seriesIds(
    series.map(({ tableId, kind, field, label }) => ({ table: byId.get(tableId)!, kind, field, label: label ?? '' })),
  )
  return {
    samples: sampleRows(series, ids),
    sketches: series.flatMap((one, index) => sketchesOf(one, ids[index]!)),
  }
}

const noRules: TableRules = { rules: [], indexes: [] }
const noLevels: Followed = { rows: false, totals: new Set(), currents: new Set() }
