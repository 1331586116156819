import 'server-only'
import { deliveryOf } from '@/lib/events/delivery-contract'
import { answerDelivery } from '@/lib/events/service/deliver'
import { describe } from './description'
import type { Handler } from './route'

async function* nothing(): AsyncGenerator<Uint8Array> {}

/** The ingestion door of the app router: the same service as the one in front of it, byte for byte. */
export function deliver({ batch }: { batch: boolean }): Handler {
  return describe(deliveryOf({ batch }), async (request) => {
    const { method, headers } = request
    const body = (request.body ?? nothing()) as AsyncIterable<Uint8Array>
    const search = new URL(request.url).searchParams
    const answer = await answerDelivery({ method, headers, search, body, batch })
    const empty = method === 'HEAD' || answer.status === 204
    return new Response(empty ? null : answer.body, { status: answer.status, headers: answer.headers })
  })
}
