import { nearestFew } from '@/lib/config/nearest'
import type { Metric } from '@/lib/metrics/contract'
import { AnswerError, type Api } from './api'

/** Says of a metric that is not there which are meant by a name like it. */
export async function withNearest<T>(api: Api, name: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask()
  } catch (error) {
    if (!(error instanceof AnswerError) || error.status !== 404) throw error
    const known = await api.list<Metric>('/metrics', 'metrics').catch(() => [])
    const names = nearestFew(
      name,
      known.map((metric) => metric.name),
      3,
    )
    const holding = known.map((metric) => metric.name).filter((one) => one.includes(name))
    const meant = [...new Set([...names, ...holding])].slice(0, 5)
    const advice = meant.length > 0 ? `did you mean ${meant.join(' or ')}?` : '"datawatch metrics list" has them all'
    throw new AnswerError(404, `${error.message}; ${advice}`, null)
  }
}
