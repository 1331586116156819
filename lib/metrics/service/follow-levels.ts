import 'server-only'
import type { Transaction } from '@/lib/db/client'
import type { PreparedEvent } from '@/lib/events/prepare'
import { isBefore } from '@/lib/events/timeline'
import type { LevelKind } from '../contract'
import { countsCategories, maxCategories, otherCategory, sumsNumbers } from '../discover'
import { Fold } from '../fold'
import { keptBeside, measureTurn } from '../levels'
import { admitLabelsIn, ensureMeasures, ensureSeries, type SourceTable } from '../store/catalog'
import { holdCompaction } from '../store/compact'
import {
  claimLevels,
  hasRows,
  type LevelField,
  type LevelState,
  listLevelSeries,
  readRows,
  setLevels,
  updateFollowed,
} from '../store/levels'
import type { ColumnState } from '../store/write'
import { type Catalog, seriesLabels } from './catalog'

/** `sure`: the column is known to be what the level is of, and is followed again if it was not meanwhile. */
export type LevelWish = LevelField & { sure: boolean }

/** The levels that are to be followed and are not yet, and those that are for nothing. */
export function judgeLevels(
  catalog: Catalog,
  table: SourceTable,
  columns: ReadonlyMap<string, ColumnState>,
  group: readonly { event: Pick<PreparedEvent, 'rowKey'> }[],
): { begin: LevelWish[]; end: LevelField[] } {
  const { rows, totals, currents, ended } = catalog.levels.find(table.id)
  const begin: LevelWish[] = []
  const end: LevelField[] = []
  if (!rows && !group.some(({ event }) => event.rowKey !== null)) return { begin, end }
  if (!rows) begin.push({ kind: 'rows', field: '', sure: false })
  for (const { name, role } of columns.values()) {
    const sure = role !== 'pending'
    const judge = (kind: LevelKind, followed: ReadonlySet<string>, wanted: boolean) => {
      if (followed.has(name) && !wanted) end.push({ kind, field: name })
      if (!followed.has(name) && wanted && (sure || !ended[kind].has(name))) begin.push({ kind, field: name, sure })
    }
    judge('total', totals, sumsNumbers(name, role))
    judge('current', currents, countsCategories(role))
  }
  return { begin, end }
}

const keyOf = ({ kind, field }: LevelField) => `${kind}\0${field}`

/** What the rows of a table come to now, by series. */
async function countRows(tx: Transaction, table: SourceTable, begin: LevelField[], state: LevelState) {
  const of = (kind: string) => new Set(begin.filter((one) => one.kind === kind).map(({ field }) => field))
  const followed = { rows: of('rows').size > 0, totals: of('total'), currents: of('current') }
  const fold = new Fold(true)
  const emptied = state.truncations.at(-1)
  for await (const rows of readRows(tx, table.id)) {
    for (const row of rows) {
      if (emptied && isBefore(row, emptied)) continue
      const turn = { at: 0, from: null, to: row.image, weight: 1 as const }
      for (const change of measureTurn(turn, followed)) fold.change(table.id, 0, change, false)
    }
  }
  return fold.series
}

/** Sets levels to what the rows that are known already come to: those of labels beyond the bound together. */
async function startLevels(
  tx: Transaction,
  catalog: Catalog,
  table: SourceTable,
  begin: LevelField[],
  state: LevelState,
) {
  const counted = await countRows(tx, table, begin, state)
  const measures = await ensureMeasures(
    tx,
    begin.map(({ kind, field }) => ({ tableName: table.table, kind: keptBeside[kind], field })),
  )
  for (const { id, kind, field } of measures) {
    const own = counted.filter((one) => one.kind === kind && one.field === field)
    const size = ({ minutes }: (typeof own)[number]) => Number(minutes.get(0)?.change ?? 0)
    const labels = own.sort((a, b) => size(b) - size(a)).map(({ label }) => label ?? '')
    const labelsOf = (label: string) => seriesLabels(table, kind, field, label)
    const column = { measureId: id, tableId: table.id, labelsOf }
    if (kind === 'category')
      await admitLabelsIn(tx, column, labels, { most: maxCategories, room: await catalog.seriesRoom() })
    else
      await ensureSeries(
        tx,
        labels.map((label) => ({ measureId: id, tableId: table.id, labelKey: label, labels: labelsOf(label) })),
      )
  }
  const values = new Map<number, string>()
  const wanted = new Set(begin.map(({ kind, field }) => `${keptBeside[kind]}\0${field}`))
  const series = (await listLevelSeries(tx, table.id)).filter(({ kind, field }) => wanted.has(`${kind}\0${field}`))
  const idOf = new Map(series.map(({ id, kind, field, label }) => [`${kind}\0${field}\0${label}`, id]))
  const sums = new Map<number, Fold['series']>()
  for (const one of counted) {
    const id =
      idOf.get(`${one.kind}\0${one.field}\0${one.label ?? ''}`) ??
      idOf.get(`${one.kind}\0${one.field}\0${otherCategory}`)
    if (id !== undefined) sums.set(id, [...(sums.get(id) ?? []), one])
  }
  for (const [id, parts] of sums) {
    const fold = new Fold(true)
    for (const { minutes } of parts) {
      const change = { kind: 'total' as const, field: '', label: null, value: minutes.get(0)!.change!.toString() }
      fold.change(0, 0, change, false)
    }
    values.set(id, fold.series[0]!.minutes.get(0)!.change!.toString())
  }
  await setLevels(
    tx,
    series.map(({ id }) => id),
    values,
  )
}

/**
 * Follows levels of a table from now on, for all processes, and others no more. Where rows are known already, they are
 * counted first. What the catalog knows of the table is made new.
 */
export async function followLevels(catalog: Catalog, table: SourceTable, begin: LevelWish[], end: LevelField[]) {
  const state = await catalog.sql.begin(async (tx) => {
    const claimed = await claimLevels(tx, table.id)
    const kept = new Map(claimed.followed.map((one) => [keyOf(one), one]))
    const starting = begin.filter((one) => {
      const own = kept.get(keyOf(one))
      return !own || (own.ended && one.sure)
    })
    const ending = end.filter((one) => kept.get(keyOf(one))?.ended === false)
    const known = starting.length > 0 && (await hasRows(tx, table.id))
    const again = starting.some((one) => kept.has(keyOf(one)))
    if (known || again) {
      await holdCompaction(tx)
      await startLevels(tx, catalog, table, starting, claimed)
    }
    await updateFollowed(tx, table.id, { begin: starting, end: ending, knownSince: known ? claimed.lastEventAt : null })
    const followed = claimed.followed.filter(
      (one) => ![...starting, ...ending].some((other) => keyOf(one) === keyOf(other)),
    )
    return {
      ...claimed,
      followed: [
        ...followed,
        ...starting.map(({ kind, field }) => ({ kind, field, ended: false })),
        ...ending.map(({ kind, field }) => ({ kind, field, ended: true })),
      ],
    }
  })
  catalog.levels.keep(state)
}
