import 'server-only'
import { formatDuration } from '@/lib/config/duration'
import type { Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import { retentionsOf } from '@/lib/storage/retention'
import { dayMs, hourMs } from '../fold'
import type { Grid, Interval } from '../grid'
import { type Expired, enginePieces, finestKept, keptPieces, tooCoarseFor } from '../kept'
import type { Piece } from '../plan'
import { type Left, listLeft } from '../store/expired'

/** What is gone of [from, to), or moved; asked only where it reaches back so far that something may be. */
async function findLeft({ db, config, now, engine }: Context, { from, to }: Interval): Promise<Left> {
  const shortest = Math.min(config.metrics.hot, ...Object.values(retentionsOf(config.metrics)))
  if (from >= now.getTime() - shortest + dayMs) return { expired: [], inEngine: [] }
  return listLeft(db.$client, from, to, engine?.name)
}

/** What has expired of [from, to). */
export const findExpired = async (context: Context, interval: Interval): Promise<Expired[]> =>
  (await findLeft(context, interval)).expired

/** The finest width of buckets that is left of all of an interval, and what an answer says where that is no minute's. */
export async function findFinest(context: Context, interval: Interval) {
  const width = finestKept(interval.from, interval.to, await findExpired(context, interval))
  const name = width === dayMs ? '1d' : width === hourMs ? '1h' : null
  const noteOf = ({ from, to, starts }: Grid) => {
    const exact = [from, to, ...starts.slice(1)].every((at) => at % width === 0)
    return name === null || exact ? {} : { resolution: name }
  }
  return { width, noteOf }
}

/**
 * What to read of `pieces`, which are ascending: where the fine rollups have expired, the coarser ones; where minutes have moved, the
 * storage engine. Throws `bad_request` where the steps that start at `starts` are narrower than what is left.
 */
export async function keepPieces(context: Context, pieces: Piece[], starts: readonly number[]): Promise<Piece[]> {
  const [first, last] = [pieces[0], pieces.at(-1)]
  if (!first || !last) return pieces
  const { expired, inEngine } = await findLeft(context, { from: first.from, to: last.to })
  if (expired.length === 0 && inEngine.length === 0) return pieces
  const kept = keptPieces(pieces, expired)
  const width = tooCoarseFor(kept, starts)
  if (width === null) return enginePieces(kept, inEngine)
  const step = formatDuration(width)
  throw new AppError(
    'bad_request',
    `step: finer samples of this interval have expired; the smallest step that fits is ${step}`,
  )
}
