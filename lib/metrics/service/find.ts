import 'server-only'
import { nearestFew } from '@/lib/config/nearest'
import type { Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import { findMetric, listNamesLike, type MetricRecord } from '../store/read'

/** A metric by its name. Throws `not_found` with the names that are nearest. */
export async function requireMetric({ db }: Pick<Context, 'db'>, name: string): Promise<MetricRecord> {
  const metric = await findMetric(db.$client, name)
  if (metric) return metric
  const near = nearestFew(name.slice(0, 200), await listNamesLike(db.$client, name), 3)
  const hint = near.length > 0 ? `; the nearest ${near.length > 1 ? 'are' : 'is'} ${near.join(', ')}` : ''
  throw new AppError('not_found', `There is no metric named ${JSON.stringify(name)}${hint}`)
}
