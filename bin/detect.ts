import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type DetectionAlgorithm, detectionAlgorithms } from '@/lib/anomalies/detector/detector'
import { isHolidayRegion } from '@/lib/anomalies/detector/holidays'
import { type Sensitivity, sensitivities } from '@/lib/anomalies/detector/incidents'
import { dayMs } from '@/lib/anomalies/grid'
import { isZone } from '@/lib/metrics/zone'

import { judgeFile, listSeriesFiles } from './series-files'

const usage = `usage: datawatch detect --in DIR --out DIR [--sensitivity low|medium|high] [--algorithms LIST]
                        [--time-zone ZONE] [--holidays REGION]

Reads every *.csv (timestamp,value) below DIR, judges each row from those before it, as DataWatch judges its own metrics, and
writes the same path below OUT: timestamp,value,score,alert_score,is_anomaly,expected,min,max. Scores are from 0 to 1; alert_score
is 0 but where an alarm is raised. An empty value is an unknown one; times without a zone are UTC.

  --sensitivity  how many alarms a series may raise a week: low 1, medium 2 (default), high 4; of hours 1, 3, 6
  --algorithms   some of ${detectionAlgorithms.join(',')}, with commas between (default: all)
  --time-zone    whose clock days and weekends follow, such as Europe/Berlin (default: UTC)
  --holidays     a country or a part of one, such as DE or US-CA, whose public holidays are no weekdays (default: none)

Ends with 0 where all files were judged, 1 where one could not be read, 2 where it could not run.
`

class UsageError extends Error {}

function readOptions() {
  const string = { type: 'string' } as const
  const options = {
    in: string,
    out: string,
    sensitivity: string,
    algorithms: string,
    'time-zone': string,
    holidays: string,
    help: { type: 'boolean' },
  } as const
  let values: ReturnType<typeof parseArgs<{ options: typeof options }>>['values']
  try {
    values = parseArgs({ options }).values
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
  if (values.help) return null
  const { in: from, out: to, sensitivity = 'medium' } = values
  if (!from || !to) throw new UsageError(`--${from ? 'out' : 'in'} DIR is missing`)
  if (resolve(from) === resolve(to)) throw new UsageError('--in and --out are the same folder')
  if (!sensitivities.includes(sensitivity as Sensitivity))
    throw new UsageError(`--sensitivity: expected ${sensitivities.join(', ')}, not ${sensitivity}`)
  const algorithms = values.algorithms?.split(',').map((name) => name.trim()) ?? [...detectionAlgorithms]
  for (const name of algorithms)
    if (!detectionAlgorithms.includes(name as DetectionAlgorithm))
      throw new UsageError(`--algorithms: expected some of ${detectionAlgorithms.join(', ')}, not ${name || 'nothing'}`)
  const { 'time-zone': timeZone = 'UTC', holidays } = values
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

function run(): number {
  const options = readOptions()
  if (!options) {
    process.stdout.write(usage)
    return 0
  }
  const { from, to, detection } = options
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

try {
  process.exitCode = run()
} catch (error) {
  say(`datawatch detect: ${(error as Error).message}`)
  if (error instanceof UsageError) process.stderr.write(usage)
  process.exitCode = 2
}
