import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { judgeFile, listSeriesFiles } from '@/bin/series-files'
import { detectionAlgorithms as algorithms } from '@/lib/anomalies/detector/detector'
import { type Sensitivity, sensitivities } from '@/lib/anomalies/detector/incidents'
import { dayMs } from '@/lib/anomalies/grid'
import { measureRefits, measureScoring } from './detector'
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

const figure = (value: number) => Math.round(value).toLocaleString('en')
console.log(machine())
console.log(`from scratch: ${figure((points / milliseconds) * 1000)} points a second, refits and files included`)
console.log(
  `with fits kept: ${figure(measureScoring())} series scored a second; refits of 7 days: ${figure(measureRefits())} a second`,
)
