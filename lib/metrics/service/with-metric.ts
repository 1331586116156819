import 'server-only'
import type { Context } from '@/lib/context/context'
import type { Database, Sql } from '@/lib/db/client'
import { withoutStamp } from '../answer-stamp'
import type { MetricRecord } from '../store/read'
import { countTold, findKept, type Keeping, keepAnswer, openKept } from './kept-answers'

const mostKnown = 1000
const known = new WeakMap<Sql, Map<string, MetricRecord>>()

const same = (a: MetricRecord, b: MetricRecord) => JSON.stringify(withoutStamp(a)) === JSON.stringify(withoutStamp(b))
const sameStamp = (a: MetricRecord, b: MetricRecord) => JSON.stringify(a.stamp) === JSON.stringify(b.stamp)

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
 * is still the same, series and all. So a question waits for the database once, and nothing depends on what was known. Where
 * the answer may be kept (`keeping`) and is, that is looked up first, and counts where the metric's stamp is still its own.
 */
export async function withMetric<T>(
  context: Context,
  name: string,
  looking: Promise<MetricRecord>,
  work: (metric: MetricRecord) => Promise<T>,
  keeping: Keeping | null = null,
): Promise<T> {
  const { db } = context
  looking.catch(() => 'it is awaited below')
  const kept = keeping && (await findKept(keeping))
  const before = kept ? undefined : known.get(db.$client)?.get(name)
  const early =
    before &&
    work(before).then(
      (value) => ({ value }),
      (error: unknown) => ({ error }),
    )
  const metric = await looking.finally(() => early)
  const done = await early
  remember(db, metric)
  if (before && done && same(before, metric)) {
    if ('error' in done) throw done.error
    // Told while the stamp was looked up: it holds by that only if it was the same before.
    if (keeping) countTold()
    if (keeping && sameStamp(before, metric)) keepAnswer(context, keeping, [metric], done.value)
    return done.value
  }
  const found = keeping && openKept<T>(keeping, kept, [metric])
  if (found) return found.value
  const value = await work(metric)
  if (keeping) keepAnswer(context, keeping, [metric], value)
  return value
}
