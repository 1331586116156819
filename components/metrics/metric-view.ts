import { parseDuration } from '@/lib/config/duration'
import type { MetricQuestion } from '@/lib/metrics/client'
import type { Metric, MetricRange } from '@/lib/metrics/contract'
import { type Aggregation, aggregations } from '@/lib/metrics/question-words'

export const variants = ['line', 'area', 'stacked'] as const
export type Variant = (typeof variants)[number]

export type MetricView = {
  aggregation: Aggregation | undefined
  step: string | undefined
  groupBy: string | undefined
  variant: Variant | undefined
  isExpectedShown: boolean
}

const among = <V extends string>(values: readonly V[], text: string | null) => values.find((value) => value === text)

/** Reads `?aggregation=&step=&group_by=&chart=&expected=`; what makes no sense is as if it were not there. */
export function readMetricView(search: { get(name: string): string | null }): MetricView {
  const step = search.get('step') ?? undefined
  const ms = step === undefined ? null : parseDuration(step)
  return {
    aggregation: among(aggregations, search.get('aggregation')),
    step: ms !== null && ms >= 60_000 ? step : undefined,
    groupBy: search.get('group_by') ?? undefined,
    variant: among(variants, search.get('chart')),
    isExpectedShown: search.get('expected') !== 'off',
  }
}

const perStep = new Set<Metric['aggregation']>(['sum', 'count', 'rate'])

/** What adds up over groups and starts at nothing is filled; levels and means are lines. */
export function defaultVariant(aggregation: Metric['aggregation'], grouped: boolean): Variant {
  if (!perStep.has(aggregation)) return 'line'
  return grouped ? 'stacked' : 'area'
}

const mostPoints = 2000

/** The question that a view asks; a step that would give more points than anyone can see is left to the default. */
export function questionOf(view: MetricView, span: { from: number; to: number }): MetricQuestion {
  const stepMs = view.step ? (parseDuration(view.step) ?? undefined) : undefined
  const fits = stepMs !== undefined && (span.to - span.from) / stepMs <= mostPoints
  return {
    ...(view.aggregation ? { aggregation: view.aggregation } : {}),
    ...(view.groupBy ? { group_by: view.groupBy, limit: 12 } : {}),
    ...(fits ? { stepMs } : {}),
    points: 150,
  }
}

/** The labels worth grouping by: those that a metric of one table has more than one value of. */
export const groupings = ({ labels }: Pick<Metric, 'labels'>) =>
  labels.filter((label) => label !== 'table' && label !== 'schema')

/** What a series is called in a chart: its values of the labels it is grouped by, else the metric. */
export function seriesName(
  { metric, labels }: Pick<MetricRange['series'][number], 'metric' | 'labels'>,
  groupBy: string | undefined,
): string {
  const names = (groupBy ?? '').split(',').flatMap((label) => labels[label] ?? [])
  return names.length > 0 ? names.join(' · ') : metric
}
