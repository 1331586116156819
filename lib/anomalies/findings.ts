import { bandAt } from './baseline'
import type { AnomalyAlgorithm, AnomalySeverity, AnomalyType } from './contract'
import { type Band, describeAnomaly, typeOf } from './describe'
import { algorithmsAt, type Judgement } from './detect'
import { bucketAt, type Grid } from './grid'
import type { Found } from './lifecycle'

/** What is stored of an anomaly; all but `startedMs` is of its most surprising bucket. */
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

/** The incidents of a judged series that end after `fromMs`, in the words that are stored. */
export function toFindings(judgement: Judgement, subject: Subject, fromMs: number): Found<Finding>[] {
  const { metricName, label, grid, bandWidth } = subject
  const runs = judgement.incidents.filter((incident) => bucketAt(grid, incident.endAt) > fromMs)
  return runs.map(({ startAt, alarmAt, peakAt, endAt, closed }) => {
    const place = { startMs: bucketAt(grid, startAt), endMs: bucketAt(grid, endAt), closed }
    if (alarmAt === null) return { ...place, finding: null }
    const [value, band] = [grid.values[peakAt]!, bandAt(judgement.baseline, peakAt, bandWidth)]
    const surprise = judgement.surprise[peakAt]!
    const period = { fromMs: bucketAt(grid, peakAt), toMs: bucketAt(grid, peakAt + 1) }
    const finding: Finding = {
      startedMs: bucketAt(grid, alarmAt),
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
