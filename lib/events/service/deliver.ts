import 'server-only'
import { asAppError } from '@/lib/db/failure'
import { AppError } from '@/lib/errors/app-error'
import { allowed, refuseMethod } from '@/lib/http/methods'
import { toProblem } from '@/lib/http/problem'
import { requestIdOf } from '@/lib/http/request-id'
import { figures } from '@/lib/runtime/figures'
import { noteRequest } from '@/lib/runtime/note'
import { type Delivery, receiveEvents } from './receive'

/** An HTTP answer as plain data, for the route handlers and for the door before them alike. */
export type Answer = { status: number; headers: Record<string, string>; body: string }

const base = '/api/v1/datawatch/events'

/** What may be done at the two addresses of ingestion, `GET /events` by the route handler alone. */
export const allowedAt = ({ batch }: Pick<Delivery, 'batch'>) => allowed(batch ? ['POST'] : ['GET', 'POST'])

function countRefusal(failure: unknown) {
  const error = asAppError(failure)
  if (!(error instanceof AppError) || (error.code !== 'unavailable' && error.code !== 'rate_limited')) return
  const otherwise = error.code === 'rate_limited' ? 'rate' : error.cause ? 'database' : 'queue'
  figures.ingestion.refused.add(error.reason ?? otherwise)
}

async function answer(delivery: Delivery, headers: Record<string, string>): Promise<Answer & { error?: unknown }> {
  const { method, batch } = delivery
  try {
    if (method === 'OPTIONS') return { status: 204, headers: { ...headers, Allow: allowedAt(delivery) }, body: '' }
    if (method !== 'POST') throw refuseMethod(method, allowedAt(delivery))
    const { receipt, headers: said } = await receiveEvents(delivery)
    const body = JSON.stringify({ success: true, data: receipt })
    return { status: 202, headers: { ...headers, ...said, 'Content-Type': 'application/json' }, body }
  } catch (error) {
    countRefusal(error)
    const { status, problem, headers: more } = toProblem(error, batch ? `${base}/batch` : base)
    const type = { 'Content-Type': 'application/problem+json' }
    return { status, headers: { ...headers, ...type, ...more }, body: JSON.stringify(problem), error }
  }
}

/** Answers an ingestion request: the one code behind both doors. */
export async function answerDelivery(delivery: Delivery): Promise<Answer> {
  const startedAt = performance.now()
  const requestId = requestIdOf(delivery.headers)
  const { error, ...sent } = await answer(delivery, { 'X-Request-Id': requestId, 'Cache-Control': 'no-store' })
  const route = delivery.batch ? `${base}/batch` : base
  noteRequest({ requestId, method: delivery.method, route, status: sent.status, startedAt, error })
  return sent
}
