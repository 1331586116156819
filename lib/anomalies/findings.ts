import type { AnomalyAlgorithm, AnomalySeverity, AnomalyType } from './contract'
import { describeAnomaly, typeOf } from './describe'
import type { Band } from './detector/band'
import type { Detector } from './detector/detector'
import { leads, scoreOf } from './detector/surprise'
import { bucketAt, type Grid } from './grid'
import type { Found } from './lifecycle'
import { votesAt } from './votes'

/** What is stored of an anomaly; all but when it was is of its telling bucket. */
export type Finding = {
  startedMs: number
  peakMs: number
  stepMs: number
  type: AnomalyType
  severity: AnomalySeverity
  value: number
  band: Band
  score: number
  algorithms: AnomalyAlgorithm[]
  description: string
}
export type Subject = { metricName: string; label: string | null; grid: Grid }

export function severityOf(surprise: number): AnomalySeverity {
  if (surprise < 1.9) return 'low'
  if (surprise < 2.4) return 'medium'
  return surprise < 3.2 ? 'high' : 'critical'
}

/** Which algorithms call a bucket anomalous by themselves. */
export function algorithmsAt(detector: Detector, at: number): AnomalyAlgorithm[] {
  const fired = votesAt(detector, at).flatMap((vote) => (vote.fired ? vote.algorithm : []))
  return fired.length > 0 ? fired : ['mad']
}

/** The bucket to tell of: the most surprising one; of a silence its first, as expectations sink while it lasts. */
function tellingBucket({ values }: Grid, peakAt: number): number {
  let at = peakAt
  if (values[peakAt] === 0) while (values[at - 1] === 0) at--
  return at
}

type Place = { told: number; endAt: number; closed: boolean }

/** A silence goes on until something comes: that it is expected after some hours does not end it. */
function untilHeard({ values, nature }: Grid, { told, endAt, closed }: Place) {
  const isSilence = (nature === 'count' || nature === 'sum') && values[told] === 0
  if (!isSilence) return { endAt, closed }
  let heardAt = told
  while (heardAt < values.length && !(Math.abs(values[heardAt]!) > 0)) heardAt++
  return heardAt <= endAt ? { endAt, closed } : { endAt: heardAt, closed: heardAt < values.length }
}

type At = { detector: Detector; told: number; peakAt: number }

function toFinding({ metricName, label, grid }: Subject, { detector, told, peakAt }: At, startedMs: number): Finding {
  const [value, band] = [grid.values[told]!, detector.bandAt(told)]
  const surprise = detector.surprise.data[peakAt]!
  const lead = leads[detector.lead.data[peakAt]!]!
  const period = { stepMs: grid.stepMs, fromMs: bucketAt(grid, told), toMs: bucketAt(grid, peakAt + 1) }
  return {
    startedMs,
    peakMs: bucketAt(grid, peakAt),
    stepMs: grid.stepMs,
    type: typeOf({ nature: grid.nature, value, expected: band.value ?? value, z: detector.zAt(peakAt), lead }),
    severity: severityOf(surprise),
    value,
    band,
    score: scoreOf(surprise),
    algorithms: algorithmsAt(detector, peakAt),
    description: describeAnomaly({ metricName, label, value, band, lead, ...period }),
  }
}

/**
 * The incidents of a judged series that end after `fromMs`, in the words that are stored. `skipped` is how many buckets the
 * detector knows from before the grid.
 */
export function toFindings(detector: Detector, subject: Subject, { fromMs = 0, skipped = 0 }): Found<Finding>[] {
  const { grid } = subject
  const at = (index: number) => grid.startMs + (index - skipped) * grid.stepMs
  const whole = { ...grid, startMs: at(0), values: detector.values.data.subarray(0, detector.length) }
  const runs = detector.incidents.all.filter(({ endAt }) => at(endAt) > fromMs)
  const found = runs.map(({ startAt, alarmAt, peakAt, endAt, closed }) => {
    const told = tellingBucket(whole, peakAt)
    const startMs = at(Math.min(startAt, told))
    if (alarmAt === null) return { startMs, endMs: at(endAt), closed, finding: null }
    const end = untilHeard(whole, { told, endAt, closed })
    const place = { startMs, endMs: at(end.endAt), closed: end.closed }
    const finding = toFinding({ ...subject, grid: whole }, { detector, told, peakAt }, place.startMs)
    return { ...place, finding }
  })
  const isWithinEarlier = ({ startMs }: Found<Finding>, index: number) =>
    found.slice(0, index).some((earlier) => earlier.finding !== null && earlier.endMs > startMs)
  return found.filter((run, index) => !isWithinEarlier(run, index))
}
