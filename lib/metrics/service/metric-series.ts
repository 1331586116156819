import 'server-only'
import type { Context } from '@/lib/context/context'
import { isLevel, isTransition } from '../contract'
import type { Interval } from '../grid'
import { selects } from '../select'
import { listTallySeries } from '../store/checks'
import { listFollowedSeries } from '../store/levels'
import { listSeries, type MeasuredMetric, type SeriesRecord } from '../store/read'
import { listTransitionSeries } from './transition-grid'

/** Whether samples are those of rules, which are kept by table. */
const isTold = (kind: MeasuredMetric['kind']) => kind === 'check' || kind === 'score'

/** The series that each of the metrics reads, whatever their labels; where they are kept nowhere, those of an interval. */
export async function listSeriesOf(
  context: Context,
  metrics: readonly MeasuredMetric[],
  intervalOf: (metric: MeasuredMetric) => Interval,
): Promise<{ metric: MeasuredMetric; series: SeriesRecord[] }[]> {
  const { db } = context
  const unread = metrics.filter(({ kind, series }) => !isLevel(kind) && !isTransition(kind) && !isTold(kind) && !series)
  const measureIds = [...new Set(unread.map(({ measureId }) => measureId))]
  const all = measureIds.length > 0 ? await listSeries(db.$planned, measureIds) : []
  const byMeasure = new Map<number, SeriesRecord[]>()
  for (const one of all) {
    const own = byMeasure.get(one.measureId)
    if (own) own.push(one)
    else byMeasure.set(one.measureId, [one])
  }
  return Promise.all(
    metrics.map(async (metric) => {
      const { kind, tableName, field } = metric
      if (isLevel(kind)) {
        return { metric, series: await listFollowedSeries(db.$client, { kind, tableName, field: field ?? '' }) }
      }
      if (isTold(kind)) return { metric, series: await listTallySeries(db.$planned, tableName) }
      if (isTransition(kind)) return { metric, series: await listTransitionSeries(context, metric, intervalOf(metric)) }
      const series = (metric.series ?? byMeasure.get(metric.measureId) ?? []).filter((one) =>
        selects(one, metric.selector, []),
      )
      return { metric, series }
    }),
  )
}
