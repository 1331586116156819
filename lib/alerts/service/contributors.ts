import 'server-only'
import { gatherParts, isTelling } from '@/lib/anomalies/break-down'
import { explainDimension, rankDimensions } from '@/lib/anomalies/contributions'
import { dimensionWords } from '@/lib/anomalies/explain-words'
import { likeWindows } from '@/lib/anomalies/like-windows'
import { carries } from '@/lib/anomalies/service/contribute'
import { countEvents, findFirstSample, listCategories, readBreakdown } from '@/lib/anomalies/store/breakdown'
import { listEventSeries } from '@/lib/anomalies/store/samples'
import type { Context } from '@/lib/context/context'

const minuteMs = 60_000
const leadMs = 15 * minuteMs
const longestMs = 3 * 3_600_000
const daysCompared = 4
const rowsAtMost = 100_000

/** Which categories of the rows of tables changed most since a time, against the same time on days before; null where none stands out. */
export async function tellContributors(
  { db, now }: Context,
  tableIds: number[],
  startedAt: Date,
): Promise<string | null> {
  const fromMs = Math.floor((startedAt.getTime() - leadMs) / minuteMs) * minuteMs
  const toMs = Math.min(Math.ceil(now.getTime() / minuteMs) * minuteMs, fromMs + longestMs)
  const series = await listEventSeries(db, tableIds)
  const [first, columns] = await Promise.all([findFirstSample(db, series), listCategories(db, tableIds)])
  if (!first || columns.length === 0) return null
  const window = { fromMs, toMs }
  const like = likeWindows(window, { sinceMs: first.getTime(), anomalies: [] }).slice(0, daysCompared)
  if (like.length === 0) return null
  const counts = await countEvents(db, [window, ...like], series)
  if (counts.reduce((sum, count) => sum + count, 0) > rowsAtMost) return null
  const rows = { tableIds, types: null, notTypes: [], written: null, values: null, amount: null }
  const cells = await readBreakdown(db, [window, ...like], rows, { columns, typeName: null })
  const broken = gatherParts(cells, like.length).filter(isTelling)
  const [best] = rankDimensions(
    broken.map((one) => explainDimension({ ...one, measure: 'amount', likeDays: like.length })),
  )
  if (!best || !carries(best)) return null
  const { parts } = broken.find(({ dimension }) => dimension === best.dimension)!
  const actual = parts.reduce((sum, part) => sum + part.sum, 0)
  const usual = parts.reduce((sum, part) => sum + part.usualSum, 0)
  return dimensionWords(best, { usual, actual, difference: actual - usual })
}
