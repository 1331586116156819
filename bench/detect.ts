import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { judgeFile, listSeriesFiles } from '@/bin/series-files'
import { Clock } from '@/lib/anomalies/detector/clock'
import { Column } from '@/lib/anomalies/detector/column'
import { detectionAlgorithms as algorithms, Detector } from '@/lib/anomalies/detector/detector'
import { type Sensitivity, sensitivities } from '@/lib/anomalies/detector/incidents'
import { learnProfiles } from '@/lib/anomalies/detector/profiles'
import { dayMs } from '@/lib/anomalies/grid'
import { machine } from './machine'

/**
 * Scores the detector over labelled series, with one setting for all sets, and measures how fast it is.
 * `npm run bench:detect -- FOLDER [low|medium|high|all]`: FOLDER has `score.mjs SET OUT --json` and a folder for each set, with
 * data/**.csv (timestamp,value), labels.json and meta.json.
 */
const [folder = '', asked = 'medium'] = process.argv.slice(2)
const isAsked = asked === 'all' || sensitivities.includes(asked as Sensitivity)
if (!folder || !isAsked || !existsSync(join(folder, 'score.mjs'))) {
  process.stderr.write(
    'usage: npm run bench:detect -- FOLDER [low|medium|high|all], where FOLDER has score.mjs and sets\n',
  )
  process.exit(2)
}
const sets = readdirSync(folder).filter((name) => existsSync(join(folder, name, 'labels.json')))
const windowMs = 7 * dayMs
const out = mkdtempSync(join(tmpdir(), 'detect-'))
const table: Record<string, unknown>[] = []
let [points, milliseconds] = [0, 0]
try {
  for (const sensitivity of asked === 'all' ? sensitivities : [asked as Sensitivity]) {
    for (const set of sets) {
      const [from, to] = [join(folder, set, 'data'), join(out, set)]
      const labels = new Set(Object.keys(JSON.parse(readFileSync(join(folder, set, 'labels.json'), 'utf8'))))
      const startedAt = performance.now()
      for (const path of listSeriesFiles(from, to).filter((one) => labels.has(one)))
        points += judgeFile({ from, to, path }, { windowMs, sensitivity, algorithms }).rows
      milliseconds += performance.now() - startedAt
      const scored = execFileSync(process.execPath, [join(folder, 'score.mjs'), join(folder, set), to, '--json'])
      table.push({ sensitivity, ...JSON.parse(scored.toString()) })
    }
  }
} finally {
  rmSync(out, { recursive: true, force: true })
}
console.table(table)

const stepMs = 300_000
const daily = (at: number) => Math.round(60 + 40 * Math.sin((at / 288) * 2 * Math.PI) + 9 * Math.sin(at * at))

/** Refits of seven days of five-minute buckets, in both spaces, a second. */
function measureRefits(): number {
  const clock = new Clock(0, stepMs)
  const values = new Column()
  for (let at = 0; at < 7 * clock.perDay; at++) values.push(daily(at))
  const [refits, startedAt] = [100, performance.now()]
  for (let refit = 0; refit < 2 * refits; refit++)
    learnProfiles({ values, clock, end: values.length, maxDays: 28, withSeasonal: true, scale: 9 })
  return refits / ((performance.now() - startedAt) / 1000)
}

/** Buckets that detectors which know their past judge a second. */
function measureScoring(): number {
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

const figure = (value: number) => Math.round(value).toLocaleString('en')
console.log(machine())
console.log(`from scratch: ${figure((points / milliseconds) * 1000)} points a second, refits and files included`)
console.log(
  `with fits kept: ${figure(measureScoring())} series scored a second; refits of 7 days: ${figure(measureRefits())} a second`,
)
