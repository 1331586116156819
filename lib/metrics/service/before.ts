import type { Transform } from '../question-words'
import 'server-only'
import type { Context } from '@/lib/context/context'
import { type Cell, readCells } from '../answer'
import type { Fill } from '../contract'
import { type Grid, gridBefore } from '../grid'
import { findExpired } from './kept'
import { type Reading, readGrid } from './reading'

/** The steps before a grid in which a value is looked for that goes on into it, as far as their samples are kept. */
export async function layBefore(context: Context, grid: Grid): Promise<Grid> {
  const earlier = gridBefore(grid, Number.NEGATIVE_INFINITY)
  const expired = await findExpired(context, earlier)
  return expired.length === 0 ? earlier : gridBefore(grid, Math.max(...expired.map(({ to }) => to)))
}

type Wish = { fill?: Fill | undefined; transform?: Transform | undefined }

/** The last value that each group had before a grid, where it is asked for and `cells` begin without one; else null. */
export async function readBefore(
  context: Context,
  reading: Reading,
  grid: Grid,
  { fill, transform }: Wish,
  cells: readonly (readonly Cell[])[],
): Promise<(number | null)[]> {
  const wanted = fill === 'previous' && transform !== 'cumulative' && cells.some(([first]) => first?.empty)
  if (!wanted) return reading.groups.map(() => null)
  const earlier = await layBefore(context, grid)
  const samples = await readGrid(context, reading, earlier)
  return samples.map((steps) => {
    const last = readCells(earlier, steps, reading.aggregation, transform).findLast(({ empty }) => !empty)
    return last?.value ?? null
  })
}
