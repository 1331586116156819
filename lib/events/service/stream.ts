import 'server-only'
import type { Context } from '@/lib/context/context'
import { withDeadline } from '@/lib/http/deadline'
import { describe } from '@/lib/http/description'
import { admit } from '@/lib/http/guards'
import { type Handler, readQuery, respond } from '@/lib/http/route'
import { createContext, getRuntime } from '@/lib/runtime/runtime'
import { eventStreamQuery } from '../contract'
import { Follower } from './follow'

const encoder = new TextEncoder()
const headers = { 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' }

/** How soon a stream ends whose listener may not read any more. */
const recheckMs = 15_000

/**
 * The reader sets the pace: what it does not take waits in the follower, within its bounds. `mayGoOn` fails where the listener may
 * read no more.
 */
function openStream(follower: Follower, mayGoOn: () => Promise<unknown>): ReadableStream<Uint8Array> {
  let checkedAt = performance.now()
  const isOver = async () => {
    if (performance.now() - checkedAt < recheckMs) return false
    checkedAt = performance.now()
    return mayGoOn().then(
      () => false,
      () => true,
    )
  }
  return new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(encoder.encode('retry: 1000\n: open\n\n')),
    pull: async (controller) => {
      const text = await follower.next()
      const over = text !== null && (await isOver())
      if (over) follower.leave()
      if (text === null || over) controller.close()
      else controller.enqueue(encoder.encode(text))
    },
    cancel: () => follower.leave(),
  })
}

/** What a stream is asked for; the header of a browser that connects again wins over the address. */
function readWish(request: Request) {
  const url = new URL(request.url)
  const last = request.headers.get('last-event-id')
  if (last) url.searchParams.set('last_event_id', last)
  return readQuery(url, eventStreamQuery)
}

/** How much longer than a statement a stream may take to begin. */
const slackMs = 5000

async function begin(follower: Follower, context: Context, last: string | undefined) {
  const resumed = await getRuntime().tail.join(follower, last)
  if (last && !resumed) await follower.resume(context, last)
}

/**
 * Server-sent events: `event` with each stored event from now on (or from after the one last received), `skipped` with
 * how many were left out, and a heartbeat.
 */
const stream: Handler = (request) =>
  respond(request, async () => {
    const context = createContext((await admit('read', request.headers)).actor)
    const { last_event_id: last, ...wanted } = readWish(request)
    if (request.method === 'HEAD') return new Response(null, { headers })
    const follower = new Follower(getRuntime().tail, wanted)
    try {
      const patienceMs = context.config.database.statement_timeout + slackMs
      await withDeadline(begin(follower, context, last), patienceMs, 'try again')
    } catch (error) {
      follower.leave()
      throw error
    }
    if (request.signal.aborted) follower.leave()
    request.signal.addEventListener('abort', () => follower.leave())
    return new Response(
      openStream(follower, () => admit('read', request.headers)),
      { headers },
    )
  })

export const streamEvents = describe({ guard: 'read', query: eventStreamQuery, gives: ['text/event-stream'] }, stream)
