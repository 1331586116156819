import 'server-only'
import type { Context } from '@/lib/context/context'
import type { Metric, MetricPatch } from '../contract'
import { updateMetricWords } from '../store/formulas'
import { requireMetric } from './find'
import { getMetric } from './list'

/** Changes what is said of a metric. Throws `not_found`. */
export async function updateMetric(context: Context, name: string, patch: MetricPatch): Promise<Metric> {
  const { id } = await requireMetric(context, name)
  const { description = null, unit = null } = patch
  await updateMetricWords(context.db.$client, id, { description, unit })
  return getMetric(context, name)
}
