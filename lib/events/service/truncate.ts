import 'server-only'
import type { Transaction } from '@/lib/db/client'
import { Fold, minuteMs, noSamples } from '@/lib/metrics/fold'
import { keptBeside, measureTurn } from '@/lib/metrics/levels'
import type { Catalog } from '@/lib/metrics/service/catalog'
import { type TableLevels, toLevels } from '@/lib/metrics/service/followed'
import { finishFold } from '@/lib/metrics/service/record'
import type { SourceTable } from '@/lib/metrics/store/catalog'
import {
  claimLevels,
  insertTruncation,
  type LevelSeries,
  listLevelSeries,
  readLevels,
} from '@/lib/metrics/store/levels'
import type { SampleRow } from '@/lib/metrics/store/write'
import { type Rewrite, rewriteOf } from '../row-steps'
import { readRowsBegunBy } from '../store/known-rows'
import { rewriteVersions } from '../store/rows'
import { isBefore, type Moment, truncateVersions } from '../timeline'

/** Of a table of which nothing is newer: all of its levels go to nothing. */
async function endAll(tx: Transaction, table: SourceTable, levels: TableLevels, at: number): Promise<SampleRow[]> {
  const isFollowed = ({ kind, field }: LevelSeries) =>
    kind === keptBeside.total ? levels.totals.has(field) : kind !== keptBeside.current || levels.currents.has(field)
  const series = (await listLevelSeries(tx, table.id)).filter(isFollowed)
  const values = await readLevels(
    tx,
    series.map(({ id }) => id),
  )
  return [...values].flatMap(([seriesId, value]) => {
    if (Number(value) === 0) return []
    const aggregate = noSamples()
    aggregate.change!.add(value.startsWith('-') ? value.slice(1) : `-${value}`)
    return [{ seriesId, bucket: at - (at % minuteMs), aggregate }]
  })
}

/** Of a table of which something is newer: each row that was there by then is followed from there on anew. */
async function endEach(tx: Transaction, catalog: Catalog, table: SourceTable, levels: TableLevels, moment: Moment) {
  const fold = new Fold(true)
  const rewrites: Rewrite[] = []
  for await (const rows of readRowsBegunBy(tx, table.id, moment)) {
    for (const [id, { begunAt, versions }] of rows) {
      const rowKey = id.slice(id.indexOf('\0') + 1)
      const state = versions.at(-1)!
      const { turns, rewritten } = truncateVersions(versions, moment, levels.truncations)
      for (const turn of turns) {
        for (const change of measureTurn(turn, levels)) fold.change(table.id, turn.at, change, false)
      }
      for (const one of rewritten) rewrites.push(rewriteOf({ tableId: table.id, rowKey }, one, state, begunAt))
    }
  }
  if (rewrites.length > 0) await rewriteVersions(tx, rewrites)
  return (await finishFold(catalog, fold, new Map([[table, new Map()]]))).samples
}

/**
 * Ends all rows of a table at a moment: what that changes of its levels, and with what they are computed from then on. All
 * other writers of the table wait until the transaction ends, and compute anew.
 */
export async function truncateTable(
  tx: Transaction,
  catalog: Catalog,
  table: SourceTable,
  moment: Moment,
): Promise<{ samples: SampleRow[]; levels: TableLevels }> {
  const state = await claimLevels(tx, table.id)
  await insertTruncation(tx, table.id, moment)
  const levels = toLevels(state)
  const truncations = [...state.truncations, moment].sort((a, b) => (isBefore(a, b) ? -1 : 1))
  const isLate = (state.lastEventAt ?? 0) >= moment.at || truncations.at(-1) !== moment
  const ended = !levels.rows
    ? []
    : isLate
      ? await endEach(tx, catalog, table, levels, moment)
      : await endAll(tx, table, levels, moment.at)
  return { samples: ended, levels: { ...levels, truncations } }
}
