import 'server-only'
import { AppError } from '@/lib/errors/app-error'
import { describe } from '@/lib/http/description'
import { admit } from '@/lib/http/guards'
import { respond } from '@/lib/http/route'
import { createContext } from '@/lib/runtime/runtime'
import { alertParams, chartQuery } from '../incident-contract'
import { isSignedFor, readChart } from './chart'

/** The chart of an alert, for who may read, and for a chat service that follows the signed link of a message. */
export const answerChart = describe(
  { guard: 'read', params: alertParams, query: chartQuery, gives: ['image/png'] },
  (request, next) =>
    respond(
      request,
      async () => {
        const parsed = alertParams.safeParse(await next.params)
        const signature = new URL(request.url).searchParams.get('signature')
        const visitor = createContext({ kind: 'anonymous', name: 'anonymous' })
        const signed = parsed.success && isSignedFor(visitor, parsed.data.id, signature)
        const context = signed ? visitor : createContext((await admit('read', request.headers)).actor)
        if (!parsed.success) throw new AppError('not_found', 'Path id: expected the id of an alert')
        const image = await readChart(context, parsed.data.id)
        return new Response(new Uint8Array(image), { headers: { 'Content-Type': 'image/png' } })
      },
      next,
    ),
)
