import { bucketsIn, dayMs, hourMs } from './grid'

export type Sensitivity = 'low' | 'medium' | 'high'

/**
 * A run of surprising buckets: `alarmAt` is its first that alarms (null if none does), `peakAt` its most surprising since,
 * `endAt` the one after its last surprising. `closed` once three calm buckets followed.
 */
export type Incident = { startAt: number; alarmAt: number | null; peakAt: number; endAt: number; closed: boolean }

/** `threshold` of surprise; after a noisy week an alarm has to pass its `rank`-th largest incident by `margin`. */
const settings: Record<Sensitivity, { threshold: number; rank: number; margin: number }> = {
  low: { threshold: 2, rank: 1, margin: 0.3 },
  medium: { threshold: 1.35, rank: 2, margin: 0.3 },
  high: { threshold: 1, rank: 4, margin: 0.15 },
}
const notable = 0.66
const calmBuckets = 3
const firstWeekPenalty = 1
const noisyWeek = 6
const escalation = 1
const quietMs = 2 * hourMs

/** How many scales off the expected value a bucket has to be to alarm, all else being calm. */
export const alarmWidth = (sensitivity: Sensitivity) =>
  Math.sqrt(3 * (10 ** (settings[sensitivity].threshold / 1.5) - 1))

type Judged = { surprise: Float64Array; z: Float64Array; stepMs: number }

/**
 * The incidents of a series. A week with many raises the bar by itself, and for two hours after an alarm only what is
 * much worse, or off to the other side, alarms again: this lets one setting serve all series.
 */
export function findIncidents({ surprise, z, stepMs }: Judged, sensitivity: Sensitivity): Incident[] {
  const { threshold, rank, margin } = settings[sensitivity]
  const [week, quiet] = [bucketsIn(7 * dayMs, stepMs), bucketsIn(quietMs, stepMs)]
  const incidents: Incident[] = []
  let current: Incident | undefined
  let last = { at: Number.NEGATIVE_INFINITY, surprise: 0, side: 0 }
  const barAt = (at: number) => {
    const recent = incidents.filter((incident) => incident !== current && incident.startAt >= at - week)
    const peaks = recent.map(({ peakAt }) => surprise[peakAt]!).sort((a, b) => b - a)
    const budget = peaks.length >= noisyWeek ? peaks[rank - 1]! + margin : 0
    return Math.max(threshold + (at < week ? firstWeekPenalty : 0), budget)
  }
  for (let at = 0; at < surprise.length; at++) {
    const [value, side] = [surprise[at]!, Math.sign(z[at]!)]
    if (current && at - current.endAt >= calmBuckets) {
      current.closed = true
      current = undefined
    }
    if (value < threshold * notable) continue
    if (!current) {
      current = { startAt: at, alarmAt: null, peakAt: at, endAt: at + 1, closed: false }
      incidents.push(current)
    }
    current.endAt = at + 1
    const soon = at - last.at < quiet
    const repeats = soon && side === last.side && value < last.surprise + escalation
    if (value >= barAt(at) && (current.alarmAt !== null || !repeats)) {
      if (current.alarmAt === null) current.peakAt = at
      current.alarmAt ??= at
      last = { at, side, surprise: soon ? Math.max(last.surprise, value) : value }
    }
    if (value > surprise[current.peakAt]!) current.peakAt = at
  }
  if (current && surprise.length - current.endAt >= calmBuckets) current.closed = true
  return incidents
}
