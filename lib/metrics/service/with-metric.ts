import 'server-only'
import type { Database, Sql } from '@/lib/db/client'
import type { MetricRecord } from '../store/read'

const mostKnown = 1000
const known = new WeakMap<Sql, Map<string, MetricRecord>>()

const same = (a: MetricRecord, b: MetricRecord) => JSON.stringify(a) === JSON.stringify(b)

function remember({ $client }: Database, metric: MetricRecord) {
  const metrics = known.get($client) ?? new Map<string, MetricRecord>()
  known.set($client, metrics)
  metrics.delete(metric.name)
  metrics.set(metric.name, metric)
  const [oldest] = metrics.keys()
  if (metrics.size > mostKnown && oldest !== undefined) metrics.delete(oldest)
}

/**
 * Works with a metric while it is looked up: at once with what it was when it was last looked up, which counts only if it
 * is still the same, series and all. So a question waits for the database once, and nothing depends on what was known.
 */
export async function withMetric<T>(
  db: Database,
  name: string,
  looking: Promise<MetricRecord>,
  work: (metric: MetricRecord) => Promise<T>,
): Promise<T> {
  const before = known.get(db.$client)?.get(name)
  const early =
    before &&
    work(before).then(
      (value) => ({ value }),
      (error: unknown) => ({ error }),
    )
  const metric = await looking.finally(() => early)
  const done = await early
  if (before && done && same(before, metric)) {
    if ('error' in done) throw done.error
    return done.value
  }
  remember(db, metric)
  return work(metric)
}
