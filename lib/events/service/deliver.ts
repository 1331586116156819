import 'server-only'
import { uuidv7 } from 'uuidv7'
import { toProblem } from '@/lib/http/problem'
import { getRuntime } from '@/lib/runtime/runtime'
import { type Delivery, receiveEvents } from './receive'

/** An HTTP answer as plain data, for the route handlers and for `server.mjs` alike. */
export type Answer = { status: number; headers: Record<string, string>; body: string }

/** Answers an ingestion request: the one code behind both doors. */
export async function answerDelivery(delivery: Delivery): Promise<Answer> {
  const headers = { 'X-Request-Id': uuidv7(), 'Cache-Control': 'no-store' }
  try {
    const data = await receiveEvents(delivery)
    const body = JSON.stringify({ success: true, data })
    return { status: 202, headers: { ...headers, 'Content-Type': 'application/json' }, body }
  } catch (error) {
    const instance = `/api/v1/datawatch/events${delivery.batch ? '/batch' : ''}`
    const { status, problem, headers: more } = toProblem(error, instance)
    if (status === 500) getRuntime().log.error({ err: error, requestId: headers['X-Request-Id'] }, 'ingestion failed')
    const type = { 'Content-Type': 'application/problem+json' }
    return { status, headers: { ...headers, ...type, ...more }, body: JSON.stringify(problem) }
  }
}
