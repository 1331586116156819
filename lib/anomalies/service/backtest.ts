import 'server-only'
import { setImmediate } from 'node:timers/promises'
import type { Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import { requireMetric } from '@/lib/metrics/service/find'
import { type Broken, toPast, withoutBroken } from '../broken'
import type { Backtest, BacktestBody, Raised } from '../detection-contract'
import { KnownDetectors } from '../detector/known-detectors'
import { dayMs } from '../grid'
import { historyMs } from '../history'
import { obey, type Settled, usualOf } from '../obey'
import { type Replayed, replay } from '../replay'
import { type AnomalyRow, listRowsSince } from '../store/anomalies'
import { listMetricSeries } from '../store/samples'
import { findSettings } from '../store/settings'
import { pickTargets } from '../targets'
import { readBroken } from './broken'
import { type History, readHistory } from './history'
import { detectionOf, layLine, tellStored } from './judge'
import { type Line, surveyLines } from './lines'
import { toJudgement } from './record'
import { toSettled } from './settled'

const bucketsAtMost = 300_000
const longestMs = 20_000
const atOnce = 2
const keptBytes = 64 * 1024 ** 2
let running = 0

function refuse(message: string): never {
  throw new AppError('invalid_input', `Body days: ${message}`, { issues: [{ path: 'days', code: 'too_big', message }] })
}

/** Throws `invalid_input` with how many days are possible. */
function requireSize(lines: Line[], days: number, learnedMs: number) {
  const perDay = lines.reduce((sum, { stepMs }) => sum + dayMs / stepMs, 0)
  const cost = (wanted: number) => 2 * perDay * (wanted + (2 * learnedMs) / dayMs)
  if (cost(days) <= bucketsAtMost) return
  const possible = Math.floor(bucketsAtMost / (2 * perDay) - (2 * learnedMs) / dayMs)
  const what = `${days} days of ${lines.length} series are too many buckets to judge at once`
  refuse(possible >= 1 ? `${what}; expected at most ${possible}` : `${what}, as is a single day of them`)
}

const toRaised = (labels: Record<string, string>, { startMs, endMs, finding }: Replayed): Raised => ({
  labels,
  started_at: new Date(startMs).toISOString(),
  ended_at: endMs === null ? null : new Date(endMs).toISOString(),
  type: finding.type,
  severity: finding.severity,
  score: finding.score,
  value: finding.value,
  expected: finding.band,
  description: finding.description,
})

type Data = {
  lines: Line[]
  history: History
  rows: AnomalyRow[]
  leading: Pick<Line, 'target'>[]
  brokenOf: (target: Line['target']) => Broken[]
}
type Asked = { fromMs: number; settled: Settled | undefined; checkTime: () => void }

async function raise({ config }: Context, data: Data, { settled: given, ...asked }: Asked) {
  const { lines, history, rows, leading, brokenOf } = data
  const detection = detectionOf(config)
  const raised: Raised[] = []
  for (const line of lines) {
    const broken = brokenOf(line.target)
    const settled = given ?? usualOf(line.target)
    const stored = rows.filter((row) => row.seriesKey === line.target.seriesKey).map(toJudgement)
    const own = [...stored, ...broken.map(toPast)]
    const found = await replay({
      ...asked,
      target: line.target,
      asked: obey(layLine(line, history), { settled, judgements: own, detection }),
      past: own,
      told: tellStored(leading, rows),
      historyMs: historyMs(detection.windowMs),
      detectors: new KnownDetectors(keptBytes, setImmediate),
    })
    raised.push(...withoutBroken(found, broken).map((one) => toRaised(line.target.labels, one)))
  }
  raised.sort((a, b) => b.started_at.localeCompare(a.started_at))
  return { count: raised.length, anomalies: raised }
}

const times = (count: number) => (count === 1 ? 'one anomaly' : `${count} anomalies`)

function summarise(series: number, days: number, [proposed, current]: [number, number]): string {
  if (series === 0) return 'No series of this metric is judged at present: nothing would have been raised'
  return `Would have raised ${times(proposed)} in the last ${days} days; the current settings ${times(current)}`
}

/** Tells what would be raised without raising it. Throws `not_found`, `invalid_input` for too much, `rate_limited` while others run. */
export async function backtestDetection(context: Context, name: string, body: BacktestBody): Promise<Backtest> {
  const metric = await requireMetric(context, name)
  if (running >= atOnce) {
    throw new AppError('rate_limited', `${atOnce} backtests are running; try again in a few seconds`, {
      headers: { 'Retry-After': '5' },
    })
  }
  running++
  try {
    return await run(context, { name, table: metric.tableName, body })
  } finally {
    running--
  }
}

type Wanted = { name: string; table: string | null; body: BacktestBody }

async function run(context: Context, { name, table, body }: Wanted): Promise<Backtest> {
  const { db, now, config } = context
  const windowMs = config.anomaly.baseline_window
  const survey = table === null ? { lines: [] } : await surveyLines(db, { now, windowMs }, table)
  const lines = survey.lines.filter(({ target }) => target.metricName === name)
  requireSize(lines, body.days, historyMs(windowMs))
  const fromMs = now.getTime() - body.days * dayMs
  const since = new Date(fromMs - historyMs(windowMs))
  const history = await readHistory(db, lines, since)
  const [rows, stored] = [await listRowsSince(db, since), toSettled(await findSettings(db, name))]
  const leading = pickTargets(await listMetricSeries(db, { table: table ?? '' }))
    .filter(({ rank, metricName }) => rank < 2 && metricName !== name)
    .map((target) => ({ target }))
  const startedAt = performance.now()
  const checkTime = () => {
    if (performance.now() - startedAt > longestMs) refuse(`${body.days} days took longer than 20 s; expected fewer`)
  }
  const targets = lines.map(({ target }) => target)
  const data = { lines, history, rows, leading, brokenOf: await readBroken(db, targets, since) }
  const current = await raise(context, data, { fromMs, settled: stored, checkTime })
  const isOther = body.settings !== undefined
  const proposed = isOther ? await raise(context, data, { fromMs, settled: body.settings, checkTime }) : current
  const normals = rows.filter((row) => row.metricName === name && row.feedback === 'new_normal')
  const judgedSince = Math.max(fromMs, ...normals.map(({ startedAt: at }) => at.getTime()))
  return {
    metric_name: name,
    days: body.days,
    from: new Date(fromMs).toISOString(),
    to: now.toISOString(),
    judged_since: lines.length > 0 ? new Date(judgedSince).toISOString() : null,
    series: lines.length,
    summary: summarise(lines.length, body.days, [proposed.count, current.count]),
    proposed,
    current,
  }
}
