import 'server-only'
import type { Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import { EngineError, type Point, type StorageEngine } from '@/lib/storage/engine'
import { listWhole } from '@/lib/storage/store/late'
import { findState } from '@/lib/storage/store/state'
import { DecimalSum } from '../decimal'
import { type Aggregate, mergeAggregate, minuteMs } from '../fold'
import type { Piece } from '../plan'
import { stepOf } from '../step-of'
import type { Cell, LevelStep } from '../store/read'

/** Minutes of all series together, which an engine gives one by one. */
const mostMinutes = 3_000_000
const minutesAtOnce = 40_000

type Wanted = { pieces: readonly Piece[]; seriesIds: number[] }

function requireFew({ pieces, seriesIds }: Wanted) {
  const minutes = pieces.reduce((sum, { from, to }) => sum + (to - from) / minuteMs, 0)
  if (minutes * seriesIds.length <= mostMinutes) return
  throw new AppError(
    'bad_request',
    `${seriesIds.length} series over ${Math.round(minutes)} minutes of the past are more than ${mostMinutes} minutes; ask for steps of whole hours, for less time or for fewer series`,
  )
}

/** Says which engine does not answer, and since when. */
async function asAppError({ db }: Context, engine: StorageEngine, error: unknown): Promise<unknown> {
  if (!(error instanceof EngineError)) return error
  const since = (await findState(db.$client))?.failingSince
  const told = since ? ` since ${new Date(since).toISOString()}` : ''
  return new AppError(
    'unavailable',
    `Minutes of this time are in ${engine.name}, which does not answer${told}; whole hours are answered without it`,
    {
      headers: { 'Retry-After': '10' },
      reason: 'engine',
      cause: error,
    },
  )
}

/** Hands over what the engine holds of series in its pieces, some at a time, without the minutes that are kept here in its place. */
async function* readPoints(context: Context, { pieces, seriesIds }: Wanted): AsyncGenerator<Point[]> {
  const own = pieces.filter(({ resolution }) => resolution === 'engine')
  const { engine, db } = context
  if (own.length === 0 || seriesIds.length === 0 || !engine) return
  requireFew({ pieces: own, seriesIds })
  const width = Math.max(1, Math.floor(minutesAtOnce / seriesIds.length)) * minuteMs
  for (const piece of own) {
    const whole = await listWhole(db.$client, { seriesIds, from: piece.from, to: piece.to })
    const left = new Set(whole.map(({ seriesId, bucket }) => `${seriesId} ${bucket}`))
    for (let from = piece.from; from < piece.to; from += width) {
      try {
        const points = await engine.read({ seriesIds, from, to: Math.min(piece.to, from + width) })
        yield left.size === 0 ? points : points.filter(({ seriesId, bucket }) => !left.has(`${seriesId} ${bucket}`))
      } catch (error) {
        throw await asAppError(context, engine, error)
      }
    }
  }
}

type Question = { pieces: Piece[]; series: { id: number; group: number }[]; starts: readonly number[] }

/** What the engine holds for each step and group; what came late is not in it. */
export async function readEngineCells(context: Context, { pieces, series, starts }: Question): Promise<Cell[]> {
  const groups = new Map(series.map(({ id, group }) => [id, group]))
  const cells = new Map<string, Cell>()
  for await (const points of readPoints(context, { pieces, seriesIds: [...groups.keys()] })) {
    for (const { seriesId, bucket, aggregate } of points) {
      const group = groups.get(seriesId)
      if (group === undefined || aggregate.count === 0) continue
      const step = stepOf(starts, bucket)
      const key = `${group} ${step}`
      const known = cells.get(key)
      const { change: _, ...samples } = aggregate
      if (known) mergeAggregate(known.aggregate, samples)
      else cells.set(key, { step, group, aggregate: samples })
    }
  }
  return [...cells.values()]
}

/** How much the levels beside series changed in each step by what the engine holds. */
export async function readEngineChanges(
  context: Context,
  { pieces, seriesIds, starts }: Wanted & { starts: readonly number[] },
): Promise<LevelStep[]> {
  const sums = new Map<string, { seriesId: number; step: number; sum: DecimalSum }>()
  for await (const points of readPoints(context, { pieces, seriesIds })) {
    for (const { seriesId, bucket, aggregate } of points) {
      const step = stepOf(starts, bucket)
      const key = `${seriesId} ${step}`
      const own = sums.get(key) ?? { seriesId, step, sum: new DecimalSum() }
      sums.set(key, own)
      own.sum.addSum(aggregate.change)
    }
  }
  return [...sums.values()].map(({ sum, ...one }) => ({ ...one, change: sum.toString() }))
}

/** Cells of both, those of the same step and group merged. */
export function mergeCells(cells: readonly Cell[], more: readonly Cell[]): Cell[] {
  if (more.length === 0) return [...cells]
  const merged = new Map<string, Cell>()
  for (const { step, group, aggregate } of [...cells, ...more]) {
    const key = `${group} ${step}`
    const before: Aggregate | undefined = merged.get(key)?.aggregate
    merged.set(key, { step, group, aggregate: mergeAggregate(before, aggregate) })
  }
  return [...merged.values()]
}
