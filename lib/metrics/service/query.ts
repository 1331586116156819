import 'server-only'
import type { Context } from '@/lib/context/context'
import { withConnection } from '@/lib/db/connection'
import { inQuestionSpan } from '@/lib/telemetry/question-span'
import type { MetricRange, MetricRangeQuery, MetricValue, MetricValueQuery } from '../contract'
import type { MetricRecord } from '../store/read'
import { thinRange } from '../thin'
import { computeRange, computeValue, type Named } from './computed'
import { requireMetric } from './find'
import { keepingOf } from './kept-answers'
import { readMetricRange, readMetricValue } from './measured'
import { repeatOrTell } from './repeat'
import { withMetric } from './with-metric'

/** The value of a metric over an interval, in all and by group, each with points to draw. */
export const answerValue = (context: Context, metric: MetricRecord, query: MetricValueQuery): Promise<MetricValue> =>
  metric.expr === null ? readMetricValue(context, metric, query) : computeValue(context, metric, query)

/** A metric in steps, aligned to the step in the zone asked for. */
export async function answerRange(
  context: Context,
  metric: MetricRecord,
  query: MetricRangeQuery,
): Promise<MetricRange> {
  if (metric.expr !== null) return answerFormula(context, metric, query)
  return thinRange(await readMetricRange(context, metric, query), query.max_points)
}

/** A formula in steps, as a metric is answered. */
export const answerFormula = async (context: Context, formula: Named, query: MetricRangeQuery): Promise<MetricRange> =>
  thinRange(await computeRange(context, formula, query), query.max_points)

const onOneConnection = <T extends MetricRange | MetricValue>(
  context: Context,
  name: string,
  question: Readonly<Record<string, unknown>> & { ask: 'range' | 'value' },
  work: (context: Context, metric: MetricRecord) => Promise<T>,
): Promise<T> =>
  inQuestionSpan(question.ask, () =>
    repeatOrTell<T>(context, { ...question, metric: name }, (told) =>
      withConnection(context.db, (db) => {
        const own = { ...context, db }
        const keeping = keepingOf(context, { ...question, metric: name })
        return withMetric(own, name, requireMetric(own, name), (metric) => told(metric, work(own, metric)), keeping)
      }),
    ),
  )

/** The value of a metric by its name. Throws `not_found`. */
export const queryMetricValue = (context: Context, name: string, query: MetricValueQuery) =>
  onOneConnection(context, name, { ...query, ask: 'value' }, (own, metric) => answerValue(own, metric, query))

/** A metric by its name, in steps. Throws `not_found`. */
export const queryMetricRange = (context: Context, name: string, query: MetricRangeQuery) =>
  onOneConnection(context, name, { ...query, ask: 'range' }, (own, metric) => answerRange(own, metric, query))
