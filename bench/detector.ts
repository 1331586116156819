import { Clock } from '@/lib/anomalies/detector/clock'
import { Column } from '@/lib/anomalies/detector/column'
import { detectionAlgorithms as algorithms, Detector } from '@/lib/anomalies/detector/detector'
import { learnProfiles } from '@/lib/anomalies/detector/profiles'
import { dayMs } from '@/lib/anomalies/grid'

const windowMs = 7 * dayMs
const stepMs = 300_000
const daily = (at: number) => Math.round(60 + 40 * Math.sin((at / 288) * 2 * Math.PI) + 9 * Math.sin(at * at))

/** Refits of seven days of five-minute buckets, in both spaces, a second. */
export function measureRefits(): number {
  const clock = new Clock(0, stepMs)
  const values = new Column()
  for (let at = 0; at < 7 * clock.perDay; at++) values.push(daily(at))
  const [refits, startedAt] = [100, performance.now()]
  for (let refit = 0; refit < 2 * refits; refit++)
    learnProfiles({ values, clock, end: values.length, maxDays: 28, withSeasonal: true, scale: 9 })
  return refits / ((performance.now() - startedAt) / 1000)
}

/** Buckets that detectors which know their past judge a second. */
export function measureScoring(): number {
  const detectors = Array.from({ length: 50 }, () => {
    const subject = { startMs: 0, stepMs, nature: 'count' as const, unit: 1 }
    const detector = new Detector(subject, { windowMs, sensitivity: 'medium', algorithms })
    for (let at = 0; at < 7 * 288 + 1; at++) detector.push(daily(at))
    return detector
  })
  const startedAt = performance.now()
  for (let at = 0; at < 100; at++) for (const detector of detectors) detector.push(daily(detector.length))
  return 5000 / ((performance.now() - startedAt) / 1000)
}
