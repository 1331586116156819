import type { WidgetBody, WidgetQuery } from '@/lib/dashboards/contract'
import { type ExploreView, groupsOf, isAsked } from './explore-view'
import { askedQueries } from './row-formulas'

/** A widget that shows what the explorer does: of one plain metric its own, of several rows or a formula a line chart of queries. */
export function widgetOf(view: ExploreView, title: string, unitOf: (ref: string) => string): WidgetBody {
  const queries = askedQueries(view.queries).filter(isAsked)
  const { chart, scale, step, compare } = view
  const shared = {
    ...(chart ? { chart } : {}),
    ...(scale === 'log' ? { scale } : {}),
    ...(step ? { step } : {}),
    ...(compare ? { compare } : {}),
  }
  const asked = queries.map((query): WidgetQuery => {
    const { ref, kind, text, aggregation, groupBy, filter, transform } = query
    const limit = groupsOf(query)
    const unit = unitOf(ref)
    return {
      ...(kind === 'metric' ? { metric: text } : { expr: text }),
      ...(aggregation ? { aggregation } : {}),
      ...(groupBy ? { group_by: groupBy } : {}),
      ...(filter ? { filter } : {}),
      ...(limit ? { limit: Math.min(100, limit) } : {}),
      ...(transform ? { transform } : {}),
      ...(unit ? { unit } : {}),
    }
  })
  const [only] = asked
  if (asked.length === 1 && only?.metric) {
    const { metric, ...own } = only
    return { type: 'line', title, metric, config: { group_by: '', ...own, ...shared } }
  }
  return { type: 'line', title, metric: null, config: { queries: asked, ...shared } }
}

type Shown = { metric: string | null; config: WidgetBody['config'] }

/** The view of the explorer that shows what a widget does; null where it reads no metric. */
export function viewOfWidget({ metric, config }: Shown, groupBy: string | undefined): ExploreView | null {
  const letters = [...'abcdefghijklmnopqrstuvwxyz']
  const { aggregation, filter, limit, transform } = config
  const own: WidgetQuery[] = metric ? [{ metric, aggregation, group_by: groupBy, filter, limit, transform }] : []
  const queries = (config.queries ?? own).slice(0, letters.length)
  if (queries.length === 0) return null
  const { chart, scale, step, compare } = config
  return {
    queries: queries.map(({ metric: name, expr, group_by, unit: _, ...query }, index) => ({
      ref: letters[index]!,
      kind: name === undefined ? 'formula' : 'metric',
      text: name ?? expr ?? '',
      ...(group_by ? { groupBy: group_by } : {}),
      ...query,
    })),
    without: [],
    ...(chart ? { chart } : {}),
    ...(scale ? { scale } : {}),
    ...(step ? { step } : {}),
    ...(compare ? { compare } : {}),
  }
}
