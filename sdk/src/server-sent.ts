import { backOffMs, pause } from './back-off.js'
import { isPassing, readFailure } from './failure.js'

/** One event of a stream; `data` is what its JSON says. */
export type StreamEvent = { event: string; id: string | undefined; data: unknown }

/** The same, with what it says as it came. */
export type StreamMessage = Omit<StreamEvent, 'data'> & { data: string }

function parse(block: string): StreamMessage | undefined {
  const lines = block.split(/\r?\n/).map((line) => /^(\w+):? ?(.*)$/.exec(line))
  const of = (field: string) => lines.filter((line) => line?.[1] === field).map((line) => line![2]!)
  const data = of('data')
  if (data.length === 0) return undefined
  return { event: of('event').at(-1) ?? 'message', id: of('id').at(-1), data: data.join('\n') }
}

/** The messages of a stream of server-sent events, to its end. */
export async function* readMessages(body: ReadableStream<Uint8Array>): AsyncGenerator<StreamMessage> {
  const decoder = new TextDecoder()
  const reader = body.getReader()
  let rest = ''
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      const blocks = (rest + decoder.decode(value, { stream: true })).split(/\r?\n\r?\n/)
      rest = blocks.pop()!
      for (const block of blocks) {
        const message = parse(block)
        if (message) yield message
      }
    }
  } finally {
    await reader.cancel().catch(() => {})
  }
}

/** Follows a stream for as long as `signal` lets it; after a break it goes on behind the last event it had. `open` asks for the stream. */
export async function* follow(
  open: (lastEventId: string | undefined) => Promise<Response>,
  signal?: AbortSignal,
): AsyncGenerator<StreamEvent> {
  let last: string | undefined
  for (let attempt = 1; !signal?.aborted; attempt += 1) {
    const answer = await open(last).catch(() => undefined)
    if (answer?.ok && answer.body) {
      try {
        for await (const { data, ...message } of readMessages(answer.body)) {
          const event = { ...message, data: JSON.parse(data) as unknown }
          attempt = 0
          last = event.id ?? last
          yield event
        }
      } catch {
        // A connection that breaks is one to open again.
      }
    } else if (answer && !isPassing(answer.status)) throw await readFailure(answer)
    await pause(backOffMs(attempt), signal)
  }
}
