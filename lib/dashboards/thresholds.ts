import type { Threshold, Tone } from './looks-contract'

const ascending = (thresholds: readonly Threshold[]) => [...thresholds].sort((a, b) => a.value - b.value)

/** The tone of the highest threshold at or below the value; null below them all. */
export function toneAt(value: number | null, thresholds: readonly Threshold[] = []): Tone | null {
  if (value === null) return null
  return ascending(thresholds).findLast((one) => one.value <= value)?.tone ?? null
}

export type Zone = { from: number; to: number; tone: Tone }

/** The parts of the interval from `min` to `max` that have a tone, each up to the next threshold. */
export function zonesOf(thresholds: readonly Threshold[] = [], min: number, max: number): Zone[] {
  const sorted = ascending(thresholds)
  return sorted.flatMap(({ value, tone }, index) => {
    const [from, to] = [Math.max(min, value), Math.min(max, sorted[index + 1]?.value ?? max)]
    return from < to ? [{ from, to, tone }] : []
  })
}
