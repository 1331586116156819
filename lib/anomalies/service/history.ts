import 'server-only'
import type { CellId, Cells } from '../cells'
import { listWatchedSlots } from '../store/passes'
import { listEventSeries, type Queryable } from '../store/samples'
import { knownCellsOf } from './known-cells'
import type { Line } from './lines'

/** The buckets that lines are judged by, read for all of them at once. */
export type History = {
  cells(line: Line): Cells[]
  span(line: Line): { fromSlot: number; toSlot: number }
  /** Tells whether something was there to send: the source sent any event then, or a pass ran and would have heard. */
  presence(line: Line): (slot: number) => boolean
}

const groupOf = (line: Line) => `${line.stepMs} ${line.tableIds.join(',')}`

/** Reads from `since` on: what its lines and the activity of their sources had in each bucket. */
export async function readHistory(tx: Queryable, lines: Line[], since: Date): Promise<History> {
  const to = new Date(Math.max(...lines.map((line) => line.untilMs)))
  const eventSeries = new Map<string, number[]>()
  for (const line of lines) {
    const key = line.tableIds.join(',')
    if (!eventSeries.has(key)) eventSeries.set(key, await listEventSeries(tx, line.tableIds))
  }
  const cells = new Map<number, Map<CellId, Cells[]>>()
  const watched = new Map<number, Set<number>>()
  for (const stepMs of new Set(lines.map((line) => line.stepMs))) {
    const group = lines.filter((line) => line.stepMs === stepMs)
    const ids = new Set(
      group.flatMap((line) => [...line.target.seriesIds, ...(eventSeries.get(line.tableIds.join(',')) ?? [])]),
    )
    cells.set(stepMs, await knownCellsOf(tx).read(tx, ids, { stepMs, from: since, to }))
    watched.set(stepMs, await listWatchedSlots(tx, since, stepMs))
  }
  const activity = new Map<string, Set<number>>()
  return {
    cells: ({ stepMs, target }) => target.seriesIds.flatMap((id) => cells.get(stepMs)?.get(id) ?? []),
    span: ({ stepMs, untilMs }) => ({ fromSlot: Math.ceil(since.getTime() / stepMs), toSlot: untilMs / stepMs }),
    presence: (line) => {
      const key = groupOf(line)
      const known = activity.get(key)
      const ids = eventSeries.get(line.tableIds.join(',')) ?? []
      const active =
        known ??
        new Set(ids.flatMap((id) => (cells.get(line.stepMs)?.get(id) ?? []).flatMap(({ slots }) => [...slots])))
      activity.set(key, active)
      const passes = watched.get(line.stepMs)
      return (slot) => active.has(slot) || (passes?.has(slot) ?? false)
    },
  }
}
