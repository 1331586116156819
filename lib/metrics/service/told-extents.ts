import 'server-only'
import type { Context } from '@/lib/context/context'
import { dayMs } from '../fold'
import { wholeGrid } from '../grid'
import { listTallySeries } from '../store/checks'
import type { MetricRecord, SeriesExtent } from '../store/read'
import { listSketchExtents } from '../store/sketches'
import { readTallies } from './tallies'

/** How many samples metrics of rules have, and since when, by the table's tallies. */
export async function readToldExtents(context: Context, records: MetricRecord[]) {
  const told = records.filter(({ kind }) => kind === 'check' || kind === 'score')
  const found = new Map<MetricRecord, SeriesExtent>()
  if (told.length === 0) return found
  const series = await listTallySeries(context.db.$client, '')
  const extents = await listSketchExtents(
    context.db.$client,
    series.map(({ id }) => id),
  )
  const groups = told.map(({ tableName }) => ({
    members: series.filter(({ labels }) => tableName === '' || labels.table === tableName),
  }))
  const tallies = await readTallies(context, groups, wholeGrid({ from: 0, to: context.now.getTime() + dayMs }))
  for (const [index, record] of told.entries()) {
    const own = extents.filter(({ seriesId }) => groups[index]!.members.some(({ id }) => id === seriesId))
    const tally = tallies[index]!.get(0)
    const count = record.kind === 'score' ? tally?.count : tally?.rules.get(record.measureId ?? 0)?.checked
    const [firstAt] = own.map((one) => one.firstAt).sort()
    const lastAt = own
      .map((one) => one.lastAt)
      .sort()
      .at(-1)
    if (count && firstAt && lastAt) found.set(record, { seriesId: 0, count, firstAt, lastAt })
  }
  return found
}
