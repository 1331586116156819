import 'server-only'
import { admit } from '@/lib/http/guards'
import { respond } from '@/lib/http/route'
import type { LiveChange } from './live'
import { getRuntime } from './runtime'

const beatMs = 15_000

/** Server-sent events: `change` with the tables and topics that changed, and a heartbeat. */
export function streamChanges(request: Request): Promise<Response> {
  return respond(request, async () => {
    await admit('read', request.headers)
    const { live } = getRuntime()
    const encoder = new TextEncoder()
    let close = () => {}
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        const send = (text: string) => controller.enqueue(encoder.encode(text))
        const beat = setInterval(() => send(': beat\n\n'), beatMs)
        const leave = live.subscribe((change: LiveChange) => send(`event: change\ndata: ${JSON.stringify(change)}\n\n`))
        close = () => {
          clearInterval(beat)
          leave()
        }
        request.signal.addEventListener('abort', close)
        send('retry: 1000\n: open\n\n')
      },
      cancel: () => close(),
    })
    return new Response(body, { headers: { 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' } })
  })
}
