import 'server-only'
import type { Context } from '@/lib/context/context'
import type { MetricRange, MetricRangeQuery, MetricValue, MetricValueQuery } from '../contract'
import type { MetricRecord } from '../store/read'
import { computeRange, computeValue } from './computed'
import { requireMetric } from './find'
import { readMetricRange, readMetricValue } from './measured'
import { withMetric } from './with-metric'

/** The value of a metric over an interval, in all and by group, each with points to draw. */
export const answerValue = (context: Context, metric: MetricRecord, query: MetricValueQuery): Promise<MetricValue> =>
  metric.expr === null ? readMetricValue(context, metric, query) : computeValue(context, metric, query)

/** A metric in steps, aligned to the step in the zone asked for. */
export const answerRange = (context: Context, metric: MetricRecord, query: MetricRangeQuery): Promise<MetricRange> =>
  metric.expr === null ? readMetricRange(context, metric, query) : computeRange(context, metric, query)

/** The value of a metric by its name. Throws `not_found`. */
export const queryMetricValue = (context: Context, name: string, query: MetricValueQuery) =>
  withMetric(context.db, name, requireMetric(context, name), (metric) => answerValue(context, metric, query))

/** A metric by its name, in steps. Throws `not_found`. */
export const queryMetricRange = (context: Context, name: string, query: MetricRangeQuery) =>
  withMetric(context.db, name, requireMetric(context, name), (metric) => answerRange(context, metric, query))
