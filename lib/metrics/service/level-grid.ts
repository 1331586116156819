import type { Aggregation } from '../question-words'
import 'server-only'
import type { Context } from '@/lib/context/context'
import type { LevelKind } from '../contract'
import { sumOf } from '../decimal'
import { dayMs } from '../fold'
import type { Grid } from '../grid'
import { addLevels, foldLevels, layStretches, levelsAt } from '../level-steps'
import { planPieces } from '../plan'
import { readKnownSince, readLevels } from '../store/levels'
import { type MeasuredMetric, readChanges, type SeriesRecord } from '../store/read'
import { readEngineChanges } from './engine-cells'
import { findFinest, keepPieces } from './kept'
import type { Samples } from './samples'

type Question = {
  metric: Pick<MeasuredMetric, 'field'>
  aggregation: Aggregation
  groups: { members: SeriesRecord[] }[]
}

/** Events lie at most a day ahead. */
const aheadMs = 2 * dayMs

/**
 * A level by group and step of the grid: what it is now, less what it changed since, all as one state of the database has
 * it.
 */
export async function readLevelGrid(
  context: Context,
  { metric, aggregation, groups }: Question,
  kind: LevelKind,
  grid: Grid,
): Promise<Samples> {
  const members = groups.flatMap((group) => group.members)
  if (members.length === 0 || grid.starts.length === 0) return groups.map(() => new Map())
  const { db, now } = context
  const { width } = await findFinest(context, { from: grid.starts[0]!, to: grid.to })
  const stretches = layStretches(grid, aggregation, width)
  const seriesIds = [...new Set(members.map(({ id }) => id))]
  const tableIds = [...new Set(members.map(({ tableId }) => tableId))]
  const starts = [...stretches.starts, stretches.end]
  const future = Math.ceil((Math.max(now.getTime(), stretches.end) + aheadMs) / dayMs) * dayMs
  const { end } = stretches
  const planned = [...planPieces(starts[0]!, end, stretches.starts), ...planPieces(end, future, [end])]
  const pieces = await keepPieces(context, planned, grid.starts)
  const there = await readEngineChanges(context, { pieces, seriesIds, starts })
  const [values, steps, since] = await db.$client.begin('isolation level repeatable read read only', async (tx) => {
    const asked = [
      readLevels(tx, seriesIds),
      readChanges(tx, { pieces, seriesIds, starts }),
      readKnownSince(tx, tableIds, { kind, field: metric.field ?? '' }),
    ] as const
    return Promise.all(asked)
  })
  const changesOf = new Map<number, [number, string][]>()
  for (const { seriesId, step, change } of [...steps, ...there]) {
    const own = changesOf.get(seriesId)
    if (own) own.push([step, change])
    else changesOf.set(seriesId, [[step, change]])
  }
  return groups.map((group) => {
    const tables = tableIds.flatMap((tableId) => {
      const own = group.members.filter((one) => one.tableId === tableId)
      if (own.length === 0) return []
      const changes = new Map<number, string[]>()
      for (const { id } of own) {
        for (const [step, change] of changesOf.get(id) ?? []) changes.set(step, [...(changes.get(step) ?? []), change])
      }
      const total = sumOf(own.map(({ id }) => values.get(id) ?? '0'))
      return [levelsAt(stretches, { now: total, changes, knownSince: since.get(tableId) ?? Number.POSITIVE_INFINITY })]
    })
    return foldLevels(stretches, addLevels(tables))
  })
}
