import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { detect } from '@/lib/anomalies/detect'
import { dayMs, type Grid, type Nature } from '@/lib/anomalies/grid'
import type { Sensitivity } from '@/lib/anomalies/incidents'
import { median } from '@/lib/stats/median'

/**
 * Runs the detector, causally and with one setting, over labelled series and writes its scores beside their timestamps.
 * `tsx bench/detect.ts SET_DIR OUT_DIR [low|medium|high]`; SET_DIR has data/**.csv (timestamp,value), labels.json and meta.json.
 */
const [setDir, outDir, sensitivity = 'medium'] = process.argv.slice(2)
if (!setDir || !outDir) throw new Error('usage: tsx bench/detect.ts SET_DIR OUT_DIR [low|medium|high]')
const meta: { files?: Record<string, { metric?: string }> } = JSON.parse(
  readFileSync(join(setDir, 'meta.json'), 'utf8'),
)
const labels: Record<string, unknown> = JSON.parse(readFileSync(join(setDir, 'labels.json'), 'utf8'))

type Row = { stamp: string; at: number; value: number }

function readRows(path: string): Row[] {
  const lines = readFileSync(path, 'utf8').trim().split(/\r?\n/).slice(1)
  return lines.map((line) => {
    const [stamp = '', value = ''] = line.split(',')
    return {
      stamp,
      at: Date.parse(`${stamp.slice(0, 19).replace(' ', 'T')}Z`),
      value: value === '' ? Number.NaN : Number(value),
    }
  })
}

/** Where a set does not say what its numbers are, those below zero are means, whole ones counts, the rest sums. */
function toGrid(rows: Row[], metric = ''): Grid {
  const values = Float64Array.from(rows, (row) => row.value)
  const known = values.filter((value) => !Number.isNaN(value))
  const isMean = metric === 'avg' || metric === 'gauge' || known.some((value) => value < 0)
  const nature: Nature = isMean ? 'average' : 'sum'
  const unit = nature === 'sum' && known.every(Number.isInteger) ? 1 : 0
  const stepMs = median(rows.slice(1, 500).map((row, index) => row.at - rows[index]!.at))
  return { startMs: rows[0]!.at, stepMs, nature, unit, values }
}

let buckets = 0
let elapsed = 0
for (const path of Object.keys(labels)) {
  const rows = readRows(join(setDir, 'data', path))
  const grid = toGrid(rows, meta.files?.[path]?.metric)
  const startedAt = performance.now()
  const { surprise, incidents } = detect(grid, { windowMs: 7 * dayMs, sensitivity: sensitivity as Sensitivity })
  elapsed += performance.now() - startedAt
  buckets += rows.length
  const alarming = new Uint8Array(rows.length)
  for (const { alarmAt, endAt } of incidents) if (alarmAt !== null) alarming.fill(1, alarmAt, endAt)
  const lines = rows.map((row, at) => {
    const alert = alarming[at] ? surprise[at]! : Math.min(surprise[at]!, 1)
    return `${row.stamp},${surprise[at]!.toFixed(4)},${alarming[at]},${alert.toFixed(4)}`
  })
  const out = join(outDir, path)
  mkdirSync(dirname(out), { recursive: true })
  writeFileSync(out, `timestamp,score,is_anomaly,alert_score\n${lines.join('\n')}\n`)
}
console.log(`${Object.keys(labels).length} series, ${buckets} buckets, ${Math.round(buckets / elapsed)} a millisecond`)
