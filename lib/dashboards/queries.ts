import type { Widget, WidgetQuery } from './contract'
import { lineQueries } from './question'

type Asking = Pick<Widget, 'metric' | 'config'>

/** What a widget asks, as a list of queries, whichever way it says so. */
export const queriesOf = (widget: Asking): WidgetQuery[] => lineQueries(widget)

/** The widget with these queries: one plain metric is its own, all else are queries. */
export function withQueries({ config }: Asking, queries: readonly WidgetQuery[]): Asking {
  const { aggregation: _, group_by: __, filter: ___, transform: ____, limit: _____, queries: ______, ...rest } = config
  const [only, ...others] = queries
  if (!only) return { metric: null, config: rest }
  if (only.metric !== undefined && others.length === 0) {
    const { metric, expr: _expr, ...own } = only
    const said = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined))
    return { metric, config: { ...rest, ...said } }
  }
  const { unit, ...shared } = rest
  const each = queries.map((query) => (query.unit === undefined && unit ? { ...query, unit } : query))
  return { metric: null, config: { ...shared, ...(others.length === 0 && unit ? { unit } : {}), queries: each } }
}
