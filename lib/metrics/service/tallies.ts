import 'server-only'
import type { Context } from '@/lib/context/context'
import { DecimalSum } from '../decimal'
import { type Aggregate, minuteMs } from '../fold'
import { type Grid, segments } from '../grid'
import { type Piece, planPieces } from '../plan'
import { mergeEncoded } from '../sketch/sketch'
import type { Counts, Tally } from '../sketch/tally'
import { stepOf } from '../step-of'
import type { SeriesRecord } from '../store/read'
import { readSketches } from '../store/sketches'
import { keepPieces } from './kept'
import type { Samples } from './samples'

/** Rows are not judged again by the raw events, so all is read by whole minutes: those that begin in the interval. */
const byWholeMinutes = (pieces: Piece[]): Piece[] =>
  pieces.flatMap((piece) => {
    if (piece.resolution !== 'raw') return piece
    const [from, to] = [piece.from, piece.to].map((at) => Math.ceil(at / minuteMs) * minuteMs) as [number, number]
    return from < to ? [{ from, to, resolution: 'samples_1m' as const }] : []
  })

type Group = { members: SeriesRecord[] }

/** What the rules of each group of tables counted, by step of the grid. */
export async function readTallies(context: Context, groups: Group[], grid: Grid): Promise<Map<number, Tally>[]> {
  const found = groups.map(() => new Map<number, Tally>())
  const series = groups.flatMap(({ members }, group) => members.map(({ id }) => ({ id, group })))
  for (const { offset, from, to, starts } of segments(grid)) {
    const pieces = await keepPieces(context, byWholeMinutes(planPieces(from, to, starts)), starts)
    const begins = pieces.map((piece) => piece.from)
    for await (const some of readSketches(context.db.$planned, { pieces, series })) {
      for (const { group, bucket, sketch } of some) {
        const piece = pieces[stepOf(begins, bucket)]
        if (!piece || bucket >= piece.to) continue
        const step = stepOf(starts, bucket) + offset
        found[group]!.set(step, mergeEncoded(found[group]!.get(step), sketch) as Tally)
      }
    }
  }
  return found
}

/** The checks of one rule as samples of 100 and 0. */
function aggregateOf({ checked, passed }: Counts, at: number): Aggregate {
  const sum = new DecimalSum()
  sum.add(100 * passed)
  const [min, max] = [passed < checked ? 0 : 100, passed > 0 ? 100 : 0]
  return { count: checked, sum, min, max, firstAt: at, last: max, lastAt: at }
}

/** How the rule of a number was met in each group of tables, by step of the grid. */
export async function readChecks(context: Context, rule: number, groups: Group[], grid: Grid): Promise<Samples> {
  const tallies = await readTallies(context, groups, grid)
  return tallies.map(
    (steps) =>
      new Map(
        [...steps].flatMap(([step, tally]) => {
          const counts = tally.rules.get(rule)
          return counts ? [[step, aggregateOf(counts, grid.starts[step]!)] as const] : []
        }),
      ),
  )
}
