import type { AnomalyVerdict } from './contract'
import { dayMs, type Grid } from './grid'

/** An anomaly of the past, as far as learning is concerned. */
export type Past = { startMs: number; endMs: number | null; verdict: AnomalyVerdict | null }

const longestMs = dayMs
const usual = new Set<AnomalyVerdict | null>(['expected', 'false_alarm', 'new_normal'])

/** Whether a person called an anomaly something that days are to be measured by. */
export const isUsual = (verdict: AnomalyVerdict | null) => usual.has(verdict)

/** Whether two anomalies of different days cover the same time of day. */
function sameTimeOfDay(one: Past, other: Past): boolean {
  const days = Math.round((other.startMs - one.startMs) / dayMs)
  if (days === 0) return false
  const moved = other.startMs - days * dayMs
  const end = (past: Past) => Math.min(past.endMs ?? Number.POSITIVE_INFINITY, past.startMs + longestMs)
  return moved < end(one) && moved + (end(other) - other.startMs) > one.startMs
}

/**
 * Marks the buckets by which no later day is to be measured: those of anomalies, of a lasting one only its first day.
 * What a person called usual is learned from, and so is what came again at the same time of another day, unless a person
 * called it an anomaly: a new nightly job is a surprise twice, not for ever.
 */
export function markLeftOut(grid: Grid, past: Past[]): Uint8Array {
  const marks = new Uint8Array(grid.values.length)
  const indexOf = (ms: number) => Math.max(0, Math.round((ms - grid.startMs) / grid.stepMs))
  for (const one of past) {
    if (isUsual(one.verdict)) continue
    if (one.verdict === null && past.some((other) => sameTimeOfDay(one, other))) continue
    const endMs = Math.min(one.endMs ?? Number.POSITIVE_INFINITY, one.startMs + longestMs)
    marks.fill(1, indexOf(one.startMs), indexOf(endMs))
  }
  return marks
}
