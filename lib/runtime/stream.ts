import 'server-only'
import { describe } from '@/lib/http/description'
import { admit } from '@/lib/http/guards'
import { respond } from '@/lib/http/route'
import type { LiveChange } from './live'
import { getRuntime } from './runtime'

const beatMs = 15_000
const encoder = new TextEncoder()

/**
 * What of a change a listener gets to know; null for nothing of it. Fails where it is to hear nothing any more. Asked with each beat
 * too, without a change.
 */
export type Sieve = (change: LiveChange | null) => Promise<LiveChange | null>

/** One browser's stream of changes; it ends when the browser leaves, the sieve fails, or the process stops. */
function openStream(signal: AbortSignal, sieve: Sieve, closed: () => void): ReadableStream<Uint8Array> {
  let leave = () => {}
  return new ReadableStream<Uint8Array>({
    start(controller) {
      const send = (text: string) => controller.enqueue(encoder.encode(text))
      let open = true
      let told: Promise<unknown> = Promise.resolve()
      const tell = (change: LiveChange | null, words: (passed: LiveChange | null) => string) => {
        const pass = async () => {
          const passed = await sieve(change)
          const text = words(passed)
          if (open && text) send(text)
        }
        told = told.then(pass).catch(end)
      }
      const beat = setInterval(() => tell(null, () => ': beat\n\n'), beatMs)
      const unsubscribe = getRuntime().live.subscribe({
        change: (change) =>
          tell(change, (passed) => (passed ? `event: change\ndata: ${JSON.stringify(passed)}\n\n` : '')),
        end,
      })
      function end() {
        if (!open) return
        leave()
        controller.close()
      }
      leave = () => {
        if (!open) return
        open = false
        clearInterval(beat)
        unsubscribe()
        closed()
      }
      signal.addEventListener('abort', leave)
      send('retry: 1000\n: open\n\n')
    },
    cancel: () => leave(),
  })
}

/** The answer that streams changes: `change` with the tables and topics, and a heartbeat. `closed` is called once it is over. */
export function streamResponse({ signal }: Request, sieve: Sieve, closed = () => {}): Response {
  const headers = { 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' }
  return new Response(openStream(signal, sieve, closed), { headers })
}

/** Server-sent events of all that changes, for as long as whoever listens may read. */
export const streamChanges = describe({ guard: 'read', gives: ['text/event-stream'] }, (request) =>
  respond(request, async () => {
    await admit('read', request.headers)
    return streamResponse(request, async (change) => {
      if (!change) await admit('read', request.headers)
      return change
    })
  }),
)
