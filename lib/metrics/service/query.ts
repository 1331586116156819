import 'server-only'
import type { Context } from '@/lib/context/context'
import type { MetricRange, MetricRangeQuery, MetricValue, MetricValueQuery } from '../contract'
import { computeRange, computeValue } from './computed'
import { requireMetric } from './find'
import { readMetricRange, readMetricValue } from './measured'

/** The value of a metric over an interval, in all and by group, each with points to draw. */
export async function queryMetricValue(context: Context, name: string, query: MetricValueQuery): Promise<MetricValue> {
  const metric = await requireMetric(context, name)
  return metric.expr === null ? readMetricValue(context, metric, query) : computeValue(context, metric, query)
}

/** A metric in steps, aligned to the step in the zone asked for. */
export async function queryMetricRange(context: Context, name: string, query: MetricRangeQuery): Promise<MetricRange> {
  const metric = await requireMetric(context, name)
  return metric.expr === null ? readMetricRange(context, metric, query) : computeRange(context, metric, query)
}
