import 'server-only'
import { cadenceOf } from '../cadence'
import { addUp, type Cells } from '../cells'
import { dayMs, hourMs } from '../grid'
import { knownUntil, patienceOf } from '../heard'
import { historyMs } from '../history'
import { listBusySeries, listLongestLags, listMetricSeries, listSources, type Queryable } from '../store/samples'
import { pickTargets, type Target, withoutRepeats } from '../targets'
import { knownCellsOf } from './known-cells'

/** A target with the buckets it is judged in, and how far its data is complete. `hours` are its hourly samples. */
export type Line = { target: Target; stepMs: number; untilMs: number; hours: Cells[]; tableIds: number[] }
export type Reading = { now: Date; windowMs: number }

const linesAtMost = 300
const seriesAtMost = 3000
/** So much later than its end a bucket may still be filled by senders that are not late. */
const delayMs = 300_000

/** The end of the last finished bucket: its delay is over, and its source has told of something later or has stopped. */
export function finishedUntil(now: Date, knownUntilMs: number, stepMs: number): number {
  const delayed = now.getTime() - delayMs
  return Math.floor(Math.min(delayed, knownUntilMs) / stepMs) * stepMs
}

export type Source = { tableId: number; source: string; knownUntilMs: number }

/** Each source table with how far its source is known. */
export async function readSources(db: Queryable, now: Date): Promise<Source[]> {
  const all = await listSources(db)
  const isQuiet = ({ heardAt }: { heardAt: Date }) => heardAt.getTime() < now.getTime() - patienceOf(0)
  const lags = await listLongestLags(
    db,
    all.filter(isQuiet).map(({ tableId }) => tableId),
  )
  const lagOf = new Map<string, number>()
  for (const { tableId, source } of all) lagOf.set(source, Math.max(lagOf.get(source) ?? 0, lags.get(tableId) ?? 0))
  return all.map(({ tableId, source, watermark, heardAt }) => {
    const heard = { watermarkMs: watermark.getTime(), heardMs: heardAt.getTime(), lagMs: lagOf.get(source) ?? 0 }
    return { tableId, source, knownUntilMs: knownUntil(heard, now.getTime()) }
  })
}

/** A target that is no line: it repeats another, has too few samples, or is beyond the busiest. */
export type Unjudged = { target: Target; hours: Cells[]; why: 'repeats' | 'too_sparse' | 'crowded' }
export type Survey = { lines: Line[]; unjudged: Unjudged[] }

/** The lines that have enough samples for a verdict, by rank. */
export const readLines = async (tx: Queryable, reading: Reading): Promise<Line[]> =>
  (await surveyLines(tx, reading)).lines

async function pickBusy(tx: Queryable, from: Date, table?: string): Promise<Target[]> {
  if (table !== undefined) return pickTargets(await listMetricSeries(tx, { table }))
  return pickTargets(await listMetricSeries(tx, { ids: await listBusySeries(tx, from, seriesAtMost) }))
}

/** What is judged and what is not, of one table where `table` says so. */
export async function surveyLines(tx: Queryable, { now, windowMs }: Reading, table?: string): Promise<Survey> {
  const sources = new Map((await readSources(tx, now)).map((one) => [one.tableId, one]))
  const from = new Date(now.getTime() - historyMs(windowMs))
  const all = await pickBusy(tx, new Date(from.getTime() - dayMs), table)
  const targets = all.filter(({ tableIds }) => tableIds.some((id) => sources.has(id)))
  const ids = new Set(targets.flatMap((target) => target.seriesIds))
  const hourly = await knownCellsOf(tx).read(tx, ids, { stepMs: hourMs, from, to: now })
  const cellsOf = (target: Target) => target.seriesIds.flatMap((id) => hourly.get(id) ?? [])
  const [fromSlot, toSlot] = [Math.ceil(from.getTime() / hourMs), Math.floor(now.getTime() / hourMs)]
  const counts = new Map(targets.map((target) => [target, addUp(cellsOf(target), 'counts', { fromSlot, toSlot })]))
  const hoursOf = (target: Target) => counts.get(target) ?? new Float64Array()
  const single = withoutRepeats(targets, hoursOf)
  const lines = single.flatMap((target): Line[] => {
    const hours = hoursOf(target)
    const first = hours.findIndex((count) => count > 0)
    const stepMs = first < 0 ? null : cadenceOf(hours.subarray(first), target.nature)
    if (stepMs === null) return []
    const knownUntilMs = Math.max(...target.tableIds.map((id) => sources.get(id)?.knownUntilMs ?? 0))
    const alike = new Set(target.tableIds.map((id) => sources.get(id)?.source))
    const tableIds = [...sources.values()].filter(({ source }) => alike.has(source)).map(({ tableId }) => tableId)
    return [{ target, stepMs, untilMs: finishedUntil(now, knownUntilMs, stepMs), hours: cellsOf(target), tableIds }]
  })
  const total = ({ target }: Line) => hoursOf(target).reduce((sum, count) => sum + count, 0)
  const isLast = ({ target }: Line) => Number(target.ruleId !== undefined)
  const busiest = lines.sort((a, b) => isLast(a) - isLast(b) || total(b) - total(a)).slice(0, linesAtMost)
  const judged = new Set(busiest.map(({ target }) => target))
  const [apart, sound] = [new Set(single), new Set(lines.map(({ target }) => target))]
  const unjudged = targets.flatMap((target): Unjudged[] => {
    if (judged.has(target)) return []
    const why = !apart.has(target) ? 'repeats' : sound.has(target) ? 'crowded' : 'too_sparse'
    return [{ target, hours: cellsOf(target), why }]
  })
  return { lines: busiest.sort((a, b) => a.target.rank - b.target.rank), unjudged }
}
