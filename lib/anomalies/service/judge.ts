import 'server-only'
import { setImmediate } from 'node:timers/promises'
import type { Context } from '@/lib/context/context'
import { layGrid } from '../cells'
import { detect } from '../detect'
import { toFindings } from '../findings'
import { dayMs, type Grid } from '../grid'
import { alarmWidth } from '../incidents'
import { reconcile } from '../lifecycle'
import { judgeFrom, samplesBefore } from '../look-back'
import { type AnomalyRow, listRowsSince } from '../store/anomalies'
import { listProgress, upsertProgress } from '../store/passes'
import type { Queryable } from '../store/samples'
import { type History, readHistory } from './history'
import { historyMs, type Line } from './lines'
import { recordChanges, toKnown } from './record'

type Figures = Record<'series' | 'buckets' | 'opened' | 'updated' | 'withdrawn', number>
type Job = { line: Line; fromMs: number }

const longestLeftOutMs = dayMs

/** Marks the buckets of known anomalies, unless a person called them expected; of a lasting one only its first day. */
function markLeftOut(grid: Grid, known: AnomalyRow[]): Uint8Array {
  const marks = new Uint8Array(grid.values.length)
  const indexOf = (ms: number) => Math.max(0, Math.round((ms - grid.startMs) / grid.stepMs))
  for (const { startedAt, endedAt, feedback } of known) {
    if (feedback === 'expected') continue
    const startMs = startedAt.getTime()
    const endMs = Math.min(endedAt?.getTime() ?? Number.POSITIVE_INFINITY, startMs + longestLeftOutMs)
    marks.fill(1, indexOf(startMs), indexOf(endMs))
  }
  return marks
}

function judgeLine({ line, fromMs }: Job, history: History, rows: AnomalyRow[], { anomaly }: Context['config']) {
  const { target, stepMs } = line
  const { baseline_window: windowMs, sensitivity } = anomaly
  const span = history.span(line)
  const grid = layGrid(history.cells(line), { ...span, stepMs, nature: target.nature, present: history.presence(line) })
  const judgement = detect(grid, { windowMs, sensitivity, leftOut: markLeftOut(grid, rows) })
  const subject = { metricName: target.metricName, label: target.label, grid, bandWidth: alarmWidth(sensitivity) }
  const known = rows.map(toKnown).filter(({ endMs }) => endMs === null || endMs > fromMs)
  const earliest = Math.min(fromMs, ...known.map(({ startMs }) => startMs))
  return reconcile(known, toFindings(judgement, subject, earliest), fromMs)
}

/** Judges the lines that have something new and writes what follows. Lets other work of this process in after each. */
export async function judgeTargets(tx: Queryable, { now, config }: Context, lines: Line[]): Promise<Figures> {
  const figures: Figures = { series: lines.length, buckets: 0, opened: 0, updated: 0, withdrawn: 0 }
  const progress = await listProgress(tx)
  const jobs = lines.flatMap((line): Job[] => {
    const last = progress.get(line.target.seriesKey)
    const read = last ? { scoredUntilMs: last.scoredUntil.getTime(), samples: last.samples } : null
    const fromMs = judgeFrom({ untilMs: line.untilMs, hours: line.hours, nowMs: now.getTime(), read })
    return fromMs === null ? [] : [{ line, fromMs }]
  })
  if (jobs.length === 0) return figures
  const since = new Date(now.getTime() - historyMs(config.anomaly.baseline_window))
  const known = await listRowsSince(tx, since)
  const history = await readHistory(
    tx,
    jobs.map((job) => job.line),
    since,
  )
  for (const job of jobs) {
    await setImmediate()
    const { target, untilMs, stepMs } = job.line
    const rows = known.filter((row) => row.seriesKey === target.seriesKey)
    const written = await recordChanges(tx, { target, rows, changes: judgeLine(job, history, rows, config), now })
    figures.buckets += Math.max(0, Math.floor((untilMs - job.fromMs) / stepMs))
    figures.opened += written.opened
    figures.updated += written.updated
    figures.withdrawn += written.withdrawn
  }
  await upsertProgress(
    tx,
    jobs.map(({ line: { target, untilMs, hours } }) => ({
      seriesKey: target.seriesKey,
      scoredUntil: new Date(untilMs),
      samples: samplesBefore(hours, untilMs),
    })),
  )
  return figures
}
