import type { MetricSearch } from '@/lib/metrics/client'
import { metricTypes } from '@/lib/metrics/contract'

/** Reads `?q=&table=&type=`; an unknown type is as if it were not there. */
export function readMetricSearch(search: { get(name: string): string | null }): MetricSearch {
  const [q, table] = [search.get('q')?.slice(0, 200), search.get('table')]
  const type = metricTypes.find((one) => one === search.get('type'))
  return { ...(q ? { q } : {}), ...(table ? { table } : {}), ...(type ? { type } : {}) }
}
