import 'server-only'
import { setImmediate } from 'node:timers/promises'
import type { Context } from '@/lib/context/context'
import { layGrid } from '../cells'
import { KnownDetectors } from '../detector/known-detectors'
import { toFindings } from '../findings'
import { type Story, tellNew } from '../follow'
import { markLeftOut } from '../leave-out'
import { reconcile } from '../lifecycle'
import { judgeFrom, samplesBefore } from '../look-back'
import { type AnomalyRow, listRowsSince } from '../store/anomalies'
import { listProgress } from '../store/passes'
import { type History, readHistory } from './history'
import { historyMs, type Line } from './lines'
import { type Judged, toKnown, toPast } from './record'

type Job = { line: Line; fromMs: number }

/** What was learned of each line stays in memory from pass to pass, as far as 128 MiB reach. */
const detectors = new KnownDetectors(128 * 1024 ** 2, setImmediate)

async function judgeLine({ line, fromMs }: Job, history: History, rows: AnomalyRow[], { anomaly }: Context['config']) {
  const { target, stepMs } = line
  const { baseline_window: windowMs, sensitivity, algorithms } = anomaly
  const span = history.span(line)
  const grid = layGrid(history.cells(line), { ...span, stepMs, nature: target.nature, present: history.presence(line) })
  const leftOut = markLeftOut(grid, rows.map(toPast))
  const detection = { windowMs, sensitivity, algorithms }
  const { detector, skipped } = await detectors.judge({ key: target.seriesKey, grid, leftOut, detection })
  const known = rows.map(toKnown).filter(({ endMs }) => endMs === null || endMs > fromMs)
  const earliest = Math.min(fromMs, ...known.map(({ startMs }) => startMs))
  const subject = { metricName: target.metricName, label: target.label, grid }
  return { known, found: toFindings(detector, subject, { fromMs: earliest, skipped }) }
}

/** The stories that are stored already, of lines that rank above others. */
function tellStored(lines: Line[], rows: AnomalyRow[]): Story[] {
  const leading = new Map(lines.filter(({ target }) => target.rank < 2).map(({ target }) => [target.seriesKey, target]))
  return rows.flatMap(({ seriesKey, type, score, startedAt, endedAt }): Story[] => {
    const target = leading.get(seriesKey)
    if (!target) return []
    const place = { startMs: startedAt.getTime(), endMs: endedAt?.getTime() ?? null }
    return [{ tableName: target.tableName, rank: target.rank, type, score, ...place }]
  })
}

/** Judges the lines that have something new and tells what follows. Lets other work of this thread in after each. */
export async function judgeLines({ db, now, config }: Context, lines: Line[]): Promise<Judged[]> {
  const progress = await listProgress(db)
  const jobs = lines.flatMap((line): Job[] => {
    const last = progress.get(line.target.seriesKey)
    const read = last ? { scoredUntilMs: last.scoredUntil.getTime(), samples: last.samples } : null
    const fromMs = judgeFrom({ untilMs: line.untilMs, hours: line.hours, nowMs: now.getTime(), read })
    return fromMs === null ? [] : [{ line, fromMs }]
  })
  detectors.age()
  if (jobs.length === 0) return []
  const since = new Date(now.getTime() - historyMs(config.anomaly.baseline_window))
  const known = await listRowsSince(db, since)
  const told = tellStored(lines, known)
  const history = await readHistory(
    db,
    jobs.map((job) => job.line),
    since,
  )
  const judged: Judged[] = []
  for (const job of jobs) {
    await setImmediate()
    const { target, untilMs, hours, stepMs } = job.line
    const rows = known.filter((row) => row.seriesKey === target.seriesKey)
    const one = await judgeLine(job, history, rows, config)
    const found = tellNew(target, one.found, told)
    const changes = reconcile(one.known, found, job.fromMs)
    const buckets = Math.max(0, Math.floor((untilMs - job.fromMs) / stepMs))
    judged.push({ target, rows, changes, buckets, scoredUntilMs: untilMs, samples: samplesBefore(hours, untilMs) })
  }
  return judged
}
