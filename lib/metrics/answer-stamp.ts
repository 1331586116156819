import { createHash } from 'node:crypto'
import type { MeasureKind } from './contract'
import type { MetricRecord } from './store/read'

/** Samples of a time are what arrived of that time: only what arrives late changes them. */
const flows: readonly MeasureKind[] = ['events', 'value', 'category', 'distinct', 'lag']
/** Whether samples of a kind tell of their own time alone. */
export const isFlow = (kind: MeasureKind | null) => kind !== null && flows.includes(kind)
/** Told of a time from what came later too: whatever arrives may change them. */
const told: readonly MeasureKind[] = ['rows', 'total', 'current', 'transition', 'dwell']

const digest = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('base64url')

/** What a metric is, whatever was stored since. */
export const withoutStamp = ({ stamp: _stamp, ...metric }: MetricRecord) => metric

/**
 * By what an answer about metrics is known to hold, for questions about times up to `to` (milliseconds); null where it may be another
 * one without anything telling so.
 */
export function answerStamp(metrics: readonly MetricRecord[], to: number, beside: unknown = null): string | null {
  if (metrics.length === 0) return null
  const parts: unknown[] = [beside]
  for (const metric of metrics) {
    const { stamp, kind, tableName } = metric
    const ofOwnTime = isFlow(kind)
    const isKept = ofOwnTime || (kind !== null && told.includes(kind))
    const closed = stamp?.closedBefore
    // Tables past the bound are counted together under a name that no arrival goes by.
    if (!stamp || !isKept || tableName === '' || tableName === '__other__') return null
    if (closed === null || closed === undefined || to > closed) return null
    parts.push(withoutStamp(metric), ofOwnTime ? stamp.flows : stamp.exact)
  }
  return digest(parts)
}

/** Names of tables whose time up to `to` is over and not closed yet, because nothing came. */
export const quietTables = (metrics: readonly MetricRecord[], to: number): string[] =>
  metrics.flatMap(({ stamp, tableName }) => (stamp && to > (stamp.closedBefore ?? 0) ? [tableName] : []))

/** The name of a question, by which its answer is found. */
export const questionName = (question: Readonly<Record<string, unknown>>) =>
  digest(
    Object.entries(question)
      .filter(([, value]) => value !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  )
