import 'server-only'
import { nearestFew } from '@/lib/config/nearest'
import type { Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import { findMetrics, listNamesLike, type MetricRecord } from '../store/read'
import { isKeeping } from './kept-answers'

/** The metrics nearest to a name that there is not, as the rest of a sentence; empty where none is near. */
export async function nameNearest({ db }: Pick<Context, 'db'>, name: string): Promise<string> {
  const near = nearestFew(name.slice(0, 200), await listNamesLike(db.$client, name), 3)
  return near.length > 0 ? `; the nearest ${near.length > 1 ? 'are' : 'is'} ${near.join(', ')}` : ''
}

/** A metric by its name. Throws `not_found` with the names that are nearest. */
export async function requireMetric(context: Pick<Context, 'db'>, name: string): Promise<MetricRecord> {
  const [metric] = await findMetrics(context.db.$planned, [name], isKeeping())
  if (metric) return metric
  const hint = await nameNearest(context, name)
  throw new AppError('not_found', `There is no metric named ${JSON.stringify(name)}${hint}`)
}
