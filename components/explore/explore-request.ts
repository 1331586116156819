import type { BatchQuery } from '@/lib/metrics/contract'
import { formatStep, stepStarts } from '@/lib/metrics/steps'
import { type ExploreView, groupsOf, isAsked } from './explore-view'
import { askedQueries } from './row-formulas'

type Asked = { view: ExploreView; span: { from: number; to: number }; stepMs: number; timeZone: string }

/** What `POST /query` is sent for what the explorer shows. */
export function queriesOf({ view, span, stepMs, timeZone }: Asked): BatchQuery {
  const [from = span.from] = stepStarts(span.from, span.from + 1, stepMs, timeZone)
  const shared = {
    from: new Date(from).toISOString(),
    to: new Date(span.to).toISOString(),
    step: formatStep(stepMs),
    tz: timeZone,
    ...(view.compare ? { compare: view.compare } : {}),
  }
  const queries = askedQueries(view.queries)
    .filter(isAsked)
    .map((query) => {
      const { ref, kind, text, aggregation, groupBy, filter, transform } = query
      const limit = groupsOf(query)
      return {
        ref,
        ...(kind === 'metric' ? { metric: text } : { expr: text }),
        ...(aggregation ? { aggregation } : {}),
        ...(groupBy ? { group_by: groupBy } : {}),
        ...(filter ? { filter } : {}),
        ...(limit ? { limit } : {}),
        ...(transform ? { transform } : {}),
        ...shared,
      }
    })
  return { queries }
}

/** The command line that asks the same; `keyOption` sends a key where the server wants one. */
export function curlOf(body: BatchQuery, origin: string, keyOption: string): string {
  const json = JSON.stringify(body, null, 2).replaceAll("'", "'\\''")
  const lines = [`curl -X POST ${origin}/api/v1/datawatch/query`, keyOption, '-H "Content-Type: application/json"']
  return [...lines.filter(Boolean), `-d '${json}'`].join(' \\\n  ')
}

/** The address that answers the first of them with a plain GET; null where it is a formula. */
export function addressOf({ queries: [query] }: BatchQuery, origin: string): string | null {
  if (!query?.metric) return null
  const { ref: _, metric, expr: __, ...rest } = query
  const search = new URLSearchParams(Object.entries(rest).map(([name, value]) => [name, String(value)]))
  return `${origin}/api/v1/datawatch/metrics/${encodeURIComponent(metric)}/range?${search}`
}
