import { firstLimit } from '@/components/ui/list-limit'
import { type AnomalyListQuery, anomalySeverities, anomalyStatuses, anomalyTypes } from '@/lib/anomalies/contract'
import { parseDuration } from '@/lib/config/duration'

type Search = { get(name: string): string | null }

const among = <V extends string>(values: readonly V[], text: string | null) => values.find((value) => value === text)

const coarseMs = 300_000
const isTime = (text: string | null): text is string => text !== null && !Number.isNaN(Date.parse(text))

/** `?range=24h`, in whole five minutes so that it stays the same for a while, or `?from=…&to=…`. */
function readTime(search: Search, now: number): Pick<Partial<AnomalyListQuery>, 'from' | 'to'> {
  const [from, to] = [search.get('from'), search.get('to')]
  if (isTime(from) || isTime(to)) {
    if (isTime(from) && isTime(to) && Date.parse(from) > Date.parse(to)) return {}
    return { ...(isTime(from) ? { from } : {}), ...(isTime(to) ? { to } : {}) }
  }
  const ms = parseDuration(search.get('range') ?? '')
  return ms ? { from: new Date(Math.floor((now - ms) / coarseMs) * coarseMs).toISOString() } : {}
}

/**
 * Reads `?status=&severity=&type=&table=&metric=&q=&sort=` and a time; `status` is open unless it says otherwise, and `all` for any.
 * What makes no sense is as if it were not there.
 */
export function readAnomalySearch(search: Search, now: number): Partial<AnomalyListQuery> {
  const status = search.get('status') === 'all' ? undefined : (among(anomalyStatuses, search.get('status')) ?? 'open')
  const severity = among(anomalySeverities, search.get('severity'))
  const type = among(anomalyTypes, search.get('type'))
  const [table, metric, q] = [search.get('table'), search.get('metric'), search.get('q')?.trim().slice(0, 200)]
  return {
    limit: firstLimit,
    ...(status ? { status } : {}),
    ...(severity ? { severity } : {}),
    ...(type ? { type } : {}),
    ...(table ? { table } : {}),
    ...(metric ? { metric } : {}),
    ...(q ? { q } : {}),
    ...(search.get('sort') === 'score' ? { sort: 'score' as const } : {}),
    ...readTime(search, now),
  }
}

/** What takes every filter out of the address. */
export const noFilters = {
  severity: null,
  type: null,
  table: null,
  metric: null,
  q: null,
  range: null,
  from: null,
  to: null,
} as const
