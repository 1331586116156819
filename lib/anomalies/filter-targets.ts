import { ownLabel } from '@/lib/metrics/auto'
import { readFilter } from '@/lib/metrics/filter'
import { type MetricSeries, pickTargets, type Target } from './targets'

/** The lines of a metric, or those that a filter leaves of it. Throws `bad_request` for a label that it has not. */
export function targetsOf(rows: MetricSeries[], filter: string[] | undefined): Target[] {
  const [first] = rows
  if (!filter?.length || !first) return pickTargets(rows)
  const own = ownLabel(first.kind, first.field)
  const conditions = readFilter(filter, own ? ['table', 'schema', own] : ['table', 'schema'])
  return pickTargets(rows.filter(({ labels }) => conditions.every((holds) => holds(labels))))
}
