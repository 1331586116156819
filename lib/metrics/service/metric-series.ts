import 'server-only'
import type { Context } from '@/lib/context/context'
import { selects } from '../select'
import { listSeries, type MeasuredMetric, type SeriesRecord } from '../store/read'

/** The series that each of the metrics reads, whatever their labels. */
export async function listSeriesOf(
  { db }: Pick<Context, 'db'>,
  metrics: readonly MeasuredMetric[],
): Promise<{ metric: MeasuredMetric; series: SeriesRecord[] }[]> {
  const all = await listSeries(db.$client, [...new Set(metrics.map(({ measureId }) => measureId))])
  const byMeasure = new Map<number, SeriesRecord[]>()
  for (const one of all) {
    const own = byMeasure.get(one.measureId)
    if (own) own.push(one)
    else byMeasure.set(one.measureId, [one])
  }
  return metrics.map((metric) => ({
    metric,
    series: (byMeasure.get(metric.measureId) ?? []).filter((one) => selects(one, metric.selector, [])),
  }))
}
