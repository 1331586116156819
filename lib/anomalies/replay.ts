import type { KnownDetectors } from './detector/known-detectors'
import { type Finding, toFindings } from './findings'
import { type Story, tellNew } from './follow'
import { bucketAt, hourMs } from './grid'
import { markLeftOut, type Past } from './leave-out'
import { reconcile } from './lifecycle'
import type { Obedient } from './obey'
import type { Target } from './targets'

/** An anomaly as a pass would have stored it. */
export type Replayed = { startMs: number; endMs: number | null; finding: Finding }

type Replay = {
  target: Target
  asked: Obedient
  /** What is stored of the series: from before `fromMs` it is left out of learning, later on its verdicts are. */
  past: Past[]
  told: Story[]
  fromMs: number
  historyMs: number
  detectors: KnownDetectors
  /** Throws to give up. */
  checkTime: () => void
}

const passEveryMs = hourMs
const settlingMs = 3 * hourMs

/** The part of the line that a pass at `untilMs` reads: its history, from the first bucket that has anything. */
function partUntil({ grid, leftOut: _, ...rest }: Obedient, untilMs: number, historyMs: number) {
  const at = (ms: number) => Math.max(0, Math.min(grid.values.length, Math.ceil((ms - grid.startMs) / grid.stepMs)))
  const end = at(untilMs)
  let start = at(untilMs - historyMs)
  while (start < end && (grid.values[start] === 0 || Number.isNaN(grid.values[start]))) start++
  const rows = grid.rows && { rows: grid.rows.subarray(start, end) }
  const values = grid.values.subarray(start, end)
  return { ...rest, grid: { ...grid, ...rows, startMs: bucketAt(grid, start), values } }
}

/**
 * What passes would have raised from `fromMs` on, one an hour, by their own code: each sees what came before it, and leaves out of
 * learning what those before it found.
 */
export async function replay(options: Replay): Promise<Replayed[]> {
  const { target, asked, past, told, historyMs, detectors } = options
  const { grid } = asked
  const endMs = bucketAt(grid, grid.values.length)
  const fromMs = Math.max(options.fromMs, asked.judgedFromMs)
  const passMs = Math.max(passEveryMs, grid.stepMs)
  const before = past.filter(({ startMs }) => startMs < fromMs)
  const verdictAt = (startMs: number) => past.find((one) => one.startMs === startMs)?.verdict ?? null
  const rows = new Map<string, Replayed>()
  for (let untilMs = fromMs + passMs; untilMs < endMs + passMs; untilMs += passMs) {
    options.checkTime()
    const part = partUntil(asked, Math.min(untilMs, endMs), historyMs)
    if (part.grid.values.length === 0) continue
    const found = [...rows.values()].map((row) => ({ ...row, verdict: verdictAt(row.startMs) }))
    const leftOut = markLeftOut(part.grid, [...before, ...found])
    const { detector, skipped } = await detectors.judge({ key: target.seriesKey, ...part, leftOut })
    const judgedFromMs = Math.max(fromMs, untilMs - passMs - settlingMs)
    const known = [...rows]
      .map(([id, row]) => ({ id, startMs: row.startMs, endMs: row.endMs, touched: verdictAt(row.startMs) !== null }))
      .filter((row) => row.endMs === null || row.endMs > judgedFromMs)
    const earliest = Math.min(judgedFromMs, ...known.map(({ startMs }) => startMs))
    const subject = { metricName: target.metricName, label: target.label, grid: part.grid }
    const runs = toFindings(detector, subject, { fromMs: earliest, skipped })
    const changes = reconcile(known, tellNew(target, runs, told), judgedFromMs)
    for (const id of changes.withdraw) rows.delete(id)
    for (const { id, endMs: end, finding } of changes.update) {
      const row = rows.get(id)
      if (row) rows.set(id, { ...row, endMs: end, finding: finding ?? row.finding })
    }
    for (const { endMs: end, finding } of changes.insert) {
      const id = String(finding.startedMs)
      if (finding.startedMs >= fromMs && !rows.has(id))
        rows.set(id, { startMs: finding.startedMs, endMs: end, finding })
    }
  }
  return [...rows.values()]
}
