import { bandAt } from './baseline'
import type { AnomalyAlgorithm, AnomalySeverity, AnomalyType } from './contract'
import { type Band, describeAnomaly, typeOf } from './describe'
import { algorithmsAt, type Judgement } from './detect'
import { bucketAt, type Grid } from './grid'
import type { Found } from './lifecycle'

/** What is stored of an anomaly; all but `startedMs` is of its telling bucket. */
export type Finding = {
  startedMs: number
  type: AnomalyType
  severity: AnomalySeverity
  value: number
  band: Band
  score: number
  algorithms: AnomalyAlgorithm[]
  description: string
}
export type Subject = { metricName: string; label: string | null; grid: Grid; bandWidth: number }

/** From 0 to 1: a surprise of 1.35 (4.6 scales off) is 0.49, one of 3 (17 scales) 0.78. */
export const scoreOf = (surprise: number) => 1 - Math.exp(-surprise / 2)

export function severityOf(surprise: number): AnomalySeverity {
  if (surprise < 1.7) return 'low'
  if (surprise < 2.3) return 'medium'
  return surprise < 3.2 ? 'high' : 'critical'
}

/** The bucket to tell of: the most surprising one; of a silence its first, as expectations sink while it lasts. */
function tellingBucket({ values }: Grid, peakAt: number): number {
  let at = peakAt
  if (values[peakAt] === 0) while (values[at - 1] === 0) at--
  return at
}

/** The incidents of a judged series that end after `fromMs`, in the words that are stored. */
export function toFindings(judgement: Judgement, subject: Subject, fromMs: number): Found<Finding>[] {
  const { metricName, label, grid, bandWidth } = subject
  const runs = judgement.incidents.filter((incident) => bucketAt(grid, incident.endAt) > fromMs)
  return runs.map(({ startAt, alarmAt, peakAt, endAt, closed }) => {
    const told = tellingBucket(grid, peakAt)
    const place = { startMs: bucketAt(grid, Math.min(startAt, told)), endMs: bucketAt(grid, endAt), closed }
    if (alarmAt === null) return { ...place, finding: null }
    const [value, band] = [grid.values[told]!, bandAt(judgement.baseline, told, bandWidth)]
    const surprise = judgement.surprise[peakAt]!
    const period = { stepMs: grid.stepMs, fromMs: bucketAt(grid, told), toMs: bucketAt(grid, peakAt + 1) }
    const finding: Finding = {
      startedMs: place.startMs,
      type: typeOf(grid.nature, value, band.value ?? value),
      severity: severityOf(surprise),
      value,
      band,
      score: scoreOf(surprise),
      algorithms: algorithmsAt(judgement, peakAt),
      description: describeAnomaly({ metricName, label, value, band, ...period }),
    }
    return { ...place, finding }
  })
}
