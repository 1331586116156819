import 'server-only'
import type { Sql, Transaction } from '@/lib/db/client'
import { isBefore } from '@/lib/events/timeline'
import { type Difference, seriesName } from '../compare'
import type { MeasureKind } from '../contract'
import { DecimalSum, sumOf } from '../decimal'
import { otherCategory } from '../discover'
import { keptBeside, measureTurn, rowsLabel } from '../levels'
import type { SourceTable } from '../store/catalog'
import { holdCompaction } from '../store/compact'
import {
  claimLevels,
  type LevelState,
  listLevelSeries,
  readLevelStates,
  readLevels,
  readRows,
  setLevels,
} from '../store/levels'
import { listMeasuredTables } from '../store/rebuild'
import type { Catalog } from './catalog'
import { toLevels } from './followed'

type Parts = { sql: Sql; catalog: Catalog }

/** The levels of a table as they are now: whether they are what the rows that are known come to, and what was done about it. */
export type RebuiltLevels = {
  table: string
  schema: string
  outcome: 'equal' | 'different' | 'rebuilt'
  compared: number
  different: number
  examples: Omit<Difference, 'start' | 'resolution'>[]
}

type Place = { kind: MeasureKind; field: string; label: string }
const nameOf = ({ kind, field, label }: Place) => seriesName(kind, field, label)

/** What the rows of a table come to now, by the series beside which it is kept. */
async function countRows(tx: Transaction, table: SourceTable, state: LevelState) {
  const followed = toLevels(state)
  const emptied = state.truncations.at(-1)
  const counted = new Map<string, Place & { sum: DecimalSum }>()
  for await (const rows of readRows(tx, table.id)) {
    for (const row of rows) {
      if (emptied && isBefore(row, emptied)) continue
      for (const { kind, field, label, value } of measureTurn(
        { at: 0, from: null, to: row.image, weight: 1 },
        followed,
      )) {
        const place = { kind: keptBeside[kind], field, label: label ?? '' }
        const one = counted.get(nameOf(place)) ?? { ...place, sum: new DecimalSum() }
        counted.set(nameOf(place), one)
        one.sum.add(value)
      }
    }
  }
  return counted
}

/** The levels of a table: of each series what is kept and what its rows come to; those of values without a series together. */
async function compareLevels(tx: Transaction, table: SourceTable, state: LevelState) {
  const { rows, totals, currents } = toLevels(state)
  const series = (await listLevelSeries(tx, table.id)).filter(
    ({ kind, field, label }) =>
      (kind === 'events' && rows && label === rowsLabel) ||
      (kind === 'value' && totals.has(field)) ||
      (kind === 'category' && currents.has(field)),
  )
  const ids = series.map(({ id }) => id)
  const known = new Set(series.map(nameOf))
  const counted = new Map<string, DecimalSum>()
  const missing: Place[] = []
  for (const { sum, ...place } of (await countRows(tx, table, state)).values()) {
    const other = nameOf({ ...place, label: otherCategory })
    const name = known.has(nameOf(place)) || !known.has(other) ? nameOf(place) : other
    if (!known.has(name)) missing.push(place)
    const whole = counted.get(name) ?? new DecimalSum()
    whole.addSum(sum)
    counted.set(name, whole)
  }
  const kept = await readLevels(tx, ids)
  const levels = series.map((one) => ({
    id: one.id,
    name: nameOf(one),
    kept: sumOf([kept.get(one.id) ?? '0']),
    counted: counted.get(nameOf(one))?.toString() ?? '0',
  }))
  return { levels, missing, counted }
}

const mostExamples = 5

function describe({ table, schema }: SourceTable, found: Awaited<ReturnType<typeof compareLevels>>): RebuiltLevels {
  const written = (name: string) => name.split('\0').filter(Boolean).join(' ')
  const different = [
    ...found.levels.filter(({ kept, counted }) => kept !== counted),
    ...found.missing.map((place) => ({
      name: nameOf(place),
      kept: null,
      counted: found.counted.get(nameOf(place))!.toString(),
    })),
  ]
  return {
    table,
    schema,
    outcome: different.length > 0 ? 'different' : 'equal',
    compared: found.levels.length + found.missing.length,
    different: different.length,
    examples: different
      .slice(0, mostExamples)
      .map(({ name, kept, counted }) => ({ series: written(name), kept, counted })),
  }
}

/** Sets the levels of a table to what its rows come to, while nobody writes to it or compacts. */
async function rewriteLevels({ sql, catalog }: Parts, table: SourceTable): Promise<void> {
  const [state] = await readLevelStates(sql, [table.id])
  const { missing } = await sql.begin((tx) => compareLevels(tx, table, state!))
  await catalog.seriesIds(missing.map((place) => ({ table, ...place })))
  await sql.begin(async (tx) => {
    const claimed = await claimLevels(tx, table.id)
    await holdCompaction(tx)
    const { levels } = await compareLevels(tx, table, claimed)
    await setLevels(
      tx,
      levels.map(({ id }) => id),
      new Map(levels.map(({ id, counted }) => [id, counted])),
    )
  })
}

/** Compares a table's levels with its rows, both as of one instant. */
const checkLevels = ({ sql }: Parts, table: SourceTable) =>
  sql.begin('isolation level repeatable read read only', async (tx) => {
    const [state] = await readLevelStates(tx, [table.id])
    return describe(table, await compareLevels(tx, table, state!))
  }) as Promise<RebuiltLevels>

/**
 * Compares what the levels of each table are now with the rows that are known, and, unless only to check, sets those that differ
 * to it. Rows are known for as long as they are there, so nothing of this is lost to retention.
 */
export async function* rebuildLevels(
  parts: Parts,
  { check, table: name, stopping }: { check: boolean; table?: string; stopping(): boolean },
): AsyncGenerator<RebuiltLevels> {
  for (const table of await listMeasuredTables(parts.sql, name)) {
    if (stopping()) return
    const first = await checkLevels(parts, table)
    if (first.compared === 0) continue
    if (check || first.different === 0) yield first
    else {
      await rewriteLevels(parts, table)
      const second = await checkLevels(parts, table)
      yield { ...first, outcome: second.different > 0 ? 'different' : 'rebuilt' }
    }
  }
}
