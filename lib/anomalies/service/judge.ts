import 'server-only'
import { setImmediate } from 'node:timers/promises'
import { formatDuration } from '@/lib/config/duration'
import type { Context } from '@/lib/context/context'
import { type Broken, toPast, withoutBroken } from '../broken'
import { layGrid } from '../cells'
import type { Detection } from '../detector/detector'
import { KnownDetectors } from '../detector/known-detectors'
import { toFindings } from '../findings'
import { type Story, tellNew } from '../follow'
import type { Grid } from '../grid'
import { historyMs } from '../history'
import { reconcile, withoutOverruled } from '../lifecycle'
import { judgeFrom, samplesBefore } from '../look-back'
import { isMuted, obey, usualOf } from '../obey'
import { type AnomalyRow, listRowsSince } from '../store/anomalies'
import { listProgress } from '../store/passes'
import { listSettings, type SettingsRow } from '../store/settings'
import { readBroken } from './broken'
import { type History, readHistory } from './history'
import type { Line } from './lines'
import { type Judged, toJudgement, toKnown } from './record'
import { toMute, toSettled } from './settled'

/** `isAnew` where a person has changed how the line is judged. */
type Job = { line: Line; fromMs: number; isAnew: boolean }

/** What was learned of each line stays in memory from pass to pass, as far as 128 MiB reach. */
const detectors = new KnownDetectors(128 * 1024 ** 2, setImmediate)

export const detectionOf = ({ anomaly }: Context['config']): Detection => ({
  windowMs: anomaly.baseline_window,
  sensitivity: anomaly.sensitivity,
  algorithms: anomaly.algorithms,
  timeZone: anomaly.time_zone,
  holidays: anomaly.holidays,
})

/** The buckets of a line as its samples say. */
export function layLine(line: Line, history: History): Grid {
  const { stepMs, target } = line
  const { nature, bounds } = target
  const present = history.presence(line)
  return layGrid(history.cells(line), { ...history.span(line), stepMs, nature, bounds, present })
}

type Said = {
  rows: AnomalyRow[]
  settings: SettingsRow | undefined
  broken: Broken[]
  detection: Detection
  nowMs: number
}

async function judgeLine({ line, fromMs, isAnew }: Job, history: History, said: Said) {
  const { rows, settings, broken, detection, nowMs } = said
  const { target } = line
  const settled = toSettled(settings) ?? usualOf(target)
  const judgements = [...rows.map(toJudgement), ...broken.map(toPast)]
  const asked = obey(layLine(line, history), { settled, judgements, detection })
  const { detector, skipped } = await detectors.judge({ key: target.seriesKey, ...asked })
  const since = Math.max(fromMs, asked.judgedFromMs)
  const known = rows.map(toKnown).filter(({ endMs }) => endMs === null || endMs > since)
  const earliest = Math.min(since, ...known.map(({ startMs }) => startMs))
  const subject = { metricName: target.metricName, label: target.label, grid: asked.grid }
  const mute = toMute(settings)
  const runs = toFindings(detector, subject, { fromMs: earliest, skipped })
  const own = withoutBroken(runs, broken)
  const standing = isAnew ? withoutOverruled(own, known) : own
  const found = standing.map((run) => (isMuted(run, mute, nowMs) ? { ...run, finding: null } : run))
  return { known, found, since, periods: detector.periods.map(({ ms }) => ms).sort((a, b) => a - b) }
}

/** The stories that are stored already, of lines that rank above others. */
export function tellStored(lines: Pick<Line, 'target'>[], rows: AnomalyRow[]): Story[] {
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
    const isCurrent = last?.revision === last?.judgedRevision
    const read = last && { scoredUntilMs: last.scoredUntil.getTime(), samples: isCurrent ? last.samples : Number.NaN }
    const fromMs = judgeFrom({ untilMs: line.untilMs, hours: line.hours, nowMs: now.getTime(), read: read ?? null })
    return fromMs === null ? [] : [{ line, fromMs, isAnew: !isCurrent }]
  })
  detectors.age()
  if (jobs.length === 0) return []
  const since = new Date(now.getTime() - historyMs(config.anomaly.baseline_window))
  const known = await listRowsSince(db, since)
  const told = tellStored(lines, known)
  const settings = await listSettings(db)
  const targets = jobs.map(({ line }) => line.target)
  const brokenOf = await readBroken(db, targets, since)
  const detection = detectionOf(config)
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
    const about = { settings: settings.get(target.metricName), broken: brokenOf(target) }
    const said = { rows, ...about, detection, nowMs: now.getTime() }
    const { known: before, found, since: fromMs, periods } = await judgeLine(job, history, said)
    judged.push({
      target,
      rows,
      changes: reconcile(before, tellNew(target, found, told), fromMs),
      buckets: Math.max(0, Math.floor((untilMs - job.fromMs) / stepMs)),
      progress: {
        seriesKey: target.seriesKey,
        scoredUntil: new Date(untilMs),
        samples: samplesBefore(hours, untilMs),
        periods: periods.map(formatDuration),
        revision: progress.get(target.seriesKey)?.revision ?? 0,
        judgedRevision: progress.get(target.seriesKey)?.revision ?? 0,
      },
    })
  }
  return judged
}
