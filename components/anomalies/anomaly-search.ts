import { type AnomalyListQuery, anomalySeverities, anomalyStatuses } from '@/lib/anomalies/contract'

type Search = { get(name: string): string | null }

const among = <V extends string>(values: readonly V[], text: string | null) => values.find((value) => value === text)

/** Reads `?status=&severity=&table=&metric=`; `status` is open unless it says otherwise, and `all` for any. */
export function readAnomalySearch(search: Search): Partial<AnomalyListQuery> {
  const status = search.get('status') === 'all' ? undefined : (among(anomalyStatuses, search.get('status')) ?? 'open')
  const severity = among(anomalySeverities, search.get('severity'))
  const [table, metric] = [search.get('table'), search.get('metric')]
  return {
    limit: 100,
    ...(status ? { status } : {}),
    ...(severity ? { severity } : {}),
    ...(table ? { table } : {}),
    ...(metric ? { metric } : {}),
  }
}
