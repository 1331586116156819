import { type ExploreQuery, isAsked } from './explore-view'

/** The metric that a chart shows alone and as it is watched: no formula, filter, groups or other reading; else undefined. */
export function watchedMetric(queries: readonly ExploreQuery[]): string | undefined {
  const [only, ...others] = queries.filter(isAsked)
  if (!only || others.length > 0 || only.kind !== 'metric') return undefined
  const { aggregation, groupBy, filter, transform, text } = only
  return aggregation || groupBy || filter || transform ? undefined : text
}
