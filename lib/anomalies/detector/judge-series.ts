import { hourMs } from '../grid'
import type { Band } from './band'
import { type Detection, Detector } from './detector'
import type { SeriesRows } from './series-csv'
import { laySlots } from './slots'
import { scoreOf } from './surprise'

/** `score` from 0 to 1; `alertScore` is 0 but where an alarm is raised (again). The band is of the width that alarms. */
export type Judged = { score: number; alertScore: number; isAnomaly: boolean; band: Band }

/** `silence` says why no row has a verdict, where none has. */
export type JudgedSeries = { rows: Judged[]; silence: string | null }

function reasonOf(values: Float64Array, stepMs: number): string {
  const known = values.reduce((count, value) => count + (Number.isFinite(value) ? 1 : 0), 0)
  if (values.length === 0) return 'has no rows'
  if (known === 0) return 'has no known value'
  const hours = ((values.length * stepMs) / hourMs).toFixed(1)
  return `${known} known values over ${hours} hours: a verdict takes 50 known values and a day before it`
}

/** Judges rows in the order of their times, each from those before it, whatever order they stand in. */
export function judgeSeries({ timesMs, values }: SeriesRows, detection: Detection): JudgedSeries {
  const { startMs, stepMs, slots, values: laid } = laySlots(timesMs, values)
  const detector = new Detector({ startMs, stepMs, nature: 'sum', unit: 0 }, detection)
  const bands: Band[] = []
  laid.forEach((value, at) => {
    detector.push(value)
    bands.push(detector.bandAt(at))
  })
  const rows = Array.from(slots, (slot): Judged => {
    const score = scoreOf(detector.surprise.data[slot]!)
    const verdict = detector.verdict.data[slot]!
    return { score, alertScore: verdict === 2 ? score : 0, isAnomaly: verdict > 0, band: bands[slot]! }
  })
  return { rows, silence: laid.some((_, at) => detector.isJudged(at)) ? null : reasonOf(laid, stepMs) }
}
