/** A run of surprising buckets as it was just judged; without a finding it is no anomaly but may keep a known one alive. */
export type Found<F> = { startMs: number; endMs: number; closed: boolean; finding: F | null }

/** An anomaly as it is stored; `touched` once a person has acknowledged, resolved or rated it. */
export type Known = { id: string; startMs: number; endMs: number | null; touched: boolean }

/** What has to be written so that the stored anomalies of a series say what was judged. */
export type Changes<F> = {
  insert: { endMs: number | null; finding: F }[]
  update: { id: string; endMs: number | null; finding: F | null }[]
  withdraw: string[]
}

const overlaps = (known: Known, found: { startMs: number; endMs: number }) =>
  known.startMs < found.endMs && (known.endMs ?? Number.POSITIVE_INFINITY) > found.startMs
const endOf = (run: { endMs: number; closed: boolean }) => (run.closed ? run.endMs : null)

/** When an anomaly that these runs meet ends. One that has ended goes on with what alarms alone. */
function endAfter<F>({ endMs }: Known, runs: Found<F>[]): number | null {
  const last = runs.at(-1)
  const isAlarming = runs.some(({ finding }) => finding !== null)
  return last && (isAlarming || endMs === null) ? endOf(last) : endMs
}

/** Without the runs that are no anomaly any more by what a person settled, and keep none alive that a person has touched. */
export const withoutOverruled = <F>(found: Found<F>[], known: Known[]): Found<F>[] =>
  found.filter((run) => run.finding !== null || known.some((one) => one.touched && overlaps(one, run)))

/**
 * Brings stored anomalies of one series in line with the runs found in its buckets, of which those from `judgedFromMs` on
 * are new or changed. A run that meets a stored anomaly extends or closes it. An untouched anomaly of these buckets that no
 * run meets any more was made normal by late data and is withdrawn; a touched or an older one stays and ends.
 */
export function reconcile<F>(known: Known[], found: Found<F>[], judgedFromMs: number): Changes<F> {
  const changes: Changes<F> = { insert: [], update: [], withdraw: [] }
  const met = new Set<Found<F>>()
  for (const anomaly of known) {
    const runs = found.filter((run) => overlaps(anomaly, run))
    const run = runs.find((one) => !met.has(one))
    if (run) {
      for (const one of runs) met.add(one)
      changes.update.push({ id: anomaly.id, endMs: endAfter(anomaly, runs), finding: run.finding })
    } else if (anomaly.startMs >= judgedFromMs && !anomaly.touched) {
      changes.withdraw.push(anomaly.id)
    } else if (anomaly.endMs === null) {
      changes.update.push({ id: anomaly.id, endMs: Math.max(judgedFromMs, anomaly.startMs), finding: null })
    }
  }
  for (const run of found) {
    if (run.finding && run.endMs > judgedFromMs && !met.has(run))
      changes.insert.push({ endMs: endOf(run), finding: run.finding })
  }
  return changes
}
