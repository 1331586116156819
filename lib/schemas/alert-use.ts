import type { RuleSpec } from '@/lib/alerts/contract'
import { metricsIn, type Query, type Renaming, renameInQuery, type Subject } from './column-use'

type Reading = Pick<RuleSpec, 'metric' | 'expr' | 'group_by' | 'filter'>

const toQuery = ({ metric, expr, group_by, filter }: Reading): Query => ({
  ...(metric !== null && { metric }),
  ...(expr !== null && { expr }),
  ...(filter !== null && { filter }),
  ...(group_by.length > 0 && { group_by: group_by.join(',') }),
})

/** How an alert rule reads a column, in words; null where it does not. */
export function howAlertUses({ metric, expr }: Reading, { metrics, formulas }: Subject): string | null {
  const named = [metric ?? [], expr === null ? [] : metricsIn(expr)].flat()
  const read = [...new Set(named.filter((name) => metrics.has(name) || formulas.has(name)))]
  return read.length > 0 ? `watches ${read.join(', ')}` : null
}

/** An alert rule that watches the new column where it watched the old one. */
export function renameInAlert<R extends Reading>(spec: R, renaming: Renaming): R {
  const after = renameInQuery(toQuery(spec), spec.metric, renaming)
  return {
    ...spec,
    metric: after.metric ?? null,
    expr: after.expr ?? null,
    filter: after.filter ?? null,
    group_by: after.group_by?.split(',') ?? [],
  }
}

/** What an alert rule asks, to be shown before and after. */
export const alertText = ({ metric, expr, filter, group_by }: Reading) =>
  [metric ?? expr, filter, group_by.join(', ')].filter(Boolean).join(' · ')
