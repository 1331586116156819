import 'server-only'
import { admit } from '@/lib/http/guards'
import { respond } from '@/lib/http/route'
import { getRuntime } from './runtime'

const beatMs = 15_000
const encoder = new TextEncoder()

/** One browser's stream of changes; it ends when the browser leaves or the process stops. */
function openStream(signal: AbortSignal): ReadableStream<Uint8Array> {
  let leave = () => {}
  return new ReadableStream<Uint8Array>({
    start(controller) {
      const send = (text: string) => controller.enqueue(encoder.encode(text))
      const beat = setInterval(() => send(': beat\n\n'), beatMs)
      const unsubscribe = getRuntime().live.subscribe({
        change: (change) => send(`event: change\ndata: ${JSON.stringify(change)}\n\n`),
        end: () => {
          clearInterval(beat)
          controller.close()
        },
      })
      leave = () => {
        clearInterval(beat)
        unsubscribe()
      }
      signal.addEventListener('abort', leave)
      send('retry: 1000\n: open\n\n')
    },
    cancel: () => leave(),
  })
}

/** Server-sent events: `change` with the tables and topics that changed, and a heartbeat. */
export function streamChanges(request: Request): Promise<Response> {
  return respond(request, async () => {
    await admit('read', request.headers)
    const headers = { 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' }
    return new Response(openStream(request.signal), { headers })
  })
}
