import { bucketsIn, dayMs, hourMs } from './grid'

export type Sensitivity = 'low' | 'medium' | 'high'

/**
 * A run of surprising buckets: `alarmAt` is its first that alarms (null if none does), `peakAt` its most surprising since,
 * `endAt` the one after its last surprising. `closed` once three calm buckets followed.
 */
export type Incident = { startAt: number; alarmAt: number | null; peakAt: number; endAt: number; closed: boolean }

/** `threshold` of surprise; it rises above the `rank`-th largest incident of the last week by `margin`. */
const settings: Record<Sensitivity, { threshold: number; rank: number; margin: number }> = {
  low: { threshold: 2, rank: 1, margin: 0.3 },
  medium: { threshold: 1.35, rank: 2, margin: 0.3 },
  high: { threshold: 1, rank: 4, margin: 0.15 },
}
const notable = 0.66
const calmBuckets = 3
const firstWeekPenalty = 1
const escalation = 1

/** How many scales off the expected value a bucket has to be to alarm, all else being calm. */
export const alarmWidth = (sensitivity: Sensitivity) =>
  Math.sqrt(3 * (10 ** (settings[sensitivity].threshold / 1.5) - 1))

/**
 * The incidents of a series. A noisy week raises the bar by itself, and for six hours after an alarm only what is
 * much worse alarms again: this lets one setting serve all series.
 */
export function findIncidents(surprise: Float64Array, stepMs: number, sensitivity: Sensitivity): Incident[] {
  const { threshold, rank, margin } = settings[sensitivity]
  const [week, quiet] = [bucketsIn(7 * dayMs, stepMs), bucketsIn(6 * hourMs, stepMs)]
  const incidents: Incident[] = []
  const peak = (incident: Incident) => surprise[incident.peakAt]!
  let current: Incident | undefined
  let lastAlarm = { at: Number.NEGATIVE_INFINITY, surprise: 0 }
  for (let at = 0; at < surprise.length; at++) {
    const value = surprise[at]!
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
    const running = current
    const recent = incidents.filter((incident) => incident !== running && incident.startAt >= at - week).map(peak)
    const budget = recent.sort((a, b) => b - a)[rank - 1] ?? Number.NEGATIVE_INFINITY
    const bar = Math.max(threshold + (at < week ? firstWeekPenalty : 0), budget + margin)
    const again = at - lastAlarm.at < quiet && value < lastAlarm.surprise + escalation
    if (value >= bar && (current.alarmAt !== null || !again)) {
      if (current.alarmAt === null) current.peakAt = at
      current.alarmAt ??= at
      lastAlarm = { at, surprise: at - lastAlarm.at < quiet ? Math.max(lastAlarm.surprise, value) : value }
    }
    if (value > peak(current)) current.peakAt = at
  }
  if (current && surprise.length - current.endAt >= calmBuckets) current.closed = true
  return incidents
}
