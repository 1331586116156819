import { resolve } from 'node:path'
import { type DetectionAlgorithm, detectionAlgorithms } from '@/lib/anomalies/detector/detector'
import { isHolidayRegion } from '@/lib/anomalies/detector/holidays'
import { type Sensitivity, sensitivities } from '@/lib/anomalies/detector/incidents'
import { dayMs } from '@/lib/anomalies/grid'
import { isZone } from '@/lib/metrics/zone'

import type { Asked } from './description'
import { UsageError } from './exit-code'
import { judgeFile, listSeriesFiles } from './series-files'

function readOptions(values: Record<string, string | undefined>) {
  const { in: from, out: to, sensitivity = 'medium' } = values
  if (!from || !to) throw new UsageError(`--${from ? 'out' : 'in'} DIR is missing`)
  if (resolve(from) === resolve(to)) throw new UsageError('--in and --out are the same folder')
  if (!sensitivities.includes(sensitivity as Sensitivity))
    throw new UsageError(`--sensitivity: expected ${sensitivities.join(', ')}, not ${sensitivity}`)
  const algorithms = values.algorithms?.split(',').map((name) => name.trim()) ?? [...detectionAlgorithms]
  for (const name of algorithms)
    if (!detectionAlgorithms.includes(name as DetectionAlgorithm))
      throw new UsageError(`--algorithms: expected some of ${detectionAlgorithms.join(', ')}, not ${name || 'nothing'}`)
  const { timeZone = 'UTC', holidays } = values
  if (!isZone(timeZone)) throw new UsageError(`--time-zone: expected one such as Europe/Berlin, not ${timeZone}`)
  if (holidays !== undefined && !isHolidayRegion(holidays))
    throw new UsageError(`--holidays: expected a region such as DE, DE-BY or US-CA, not ${holidays}`)
  const detection = {
    windowMs: 7 * dayMs,
    timeZone,
    holidays,
    sensitivity: sensitivity as Sensitivity,
    algorithms: algorithms as DetectionAlgorithm[],
  }
  return { from, to, detection }
}

const say = (text: string) => process.stderr.write(`${text}\n`)
const progressEveryMs = 5000

export async function run({ options }: Asked): Promise<number> {
  const { from, to, detection } = readOptions(options as Record<string, string | undefined>)
  const paths = listSeriesFiles(from, to)
  if (paths.length === 0) throw new Error(`there is no *.csv below ${from}`)
  const startedAt = performance.now()
  let [failed, rows, toldAt] = [0, 0, startedAt]
  paths.forEach((path, index) => {
    try {
      const judged = judgeFile({ from, to, path }, detection)
      rows += judged.rows
      if (judged.silence) say(`${path}: no verdict: ${judged.silence}`)
    } catch (error) {
      failed++
      say(`${path}: ${(error as Error).message}`)
    }
    if (performance.now() - toldAt < progressEveryMs) return
    toldAt = performance.now()
    say(`${index + 1} of ${paths.length} files, ${rows} rows`)
  })
  const seconds = (performance.now() - startedAt) / 1000
  say(
    `${paths.length - failed} of ${paths.length} files judged, ${rows} rows, in ${seconds.toFixed(1)} s, written below ${to}`,
  )
  return failed > 0 ? 1 : 0
}
