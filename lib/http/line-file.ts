import 'server-only'

const encoder = new TextEncoder()
/** How soon a file ends whose reader may not read any more. */
const recheckMs = 15_000

type LineFile = {
  name: string
  type: string
  /** What goes before all lines. */
  head: string
  /** Lines, some at a time; asked for the next when the reader has taken the last, and ended where it goes away. */
  parts: AsyncGenerator<string>
  /** Fails where whoever reads may not any more: the connection is then cut, so that the file is not taken for whole. */
  mayGoOn?: () => Promise<unknown>
}

/** A file of lines as it is read, at the pace of its reader; its first part is there before its status is said. */
export async function answerLines({ name, type, head, parts, mayGoOn }: LineFile): Promise<Response> {
  const first = await parts.next()
  let checkedAt = performance.now()
  const body = new ReadableStream<Uint8Array>(
    {
      start: (controller) => {
        controller.enqueue(encoder.encode(head + (first.done ? '' : first.value)))
        if (first.done) controller.close()
      },
      pull: async (controller) => {
        if (mayGoOn && performance.now() - checkedAt > recheckMs) {
          await mayGoOn()
          checkedAt = performance.now()
        }
        const { done, value } = await parts.next()
        if (done) controller.close()
        else controller.enqueue(encoder.encode(value))
      },
      cancel: async () => void (await parts.return(undefined)),
    },
    { highWaterMark: 1 },
  )
  return new Response(body, {
    headers: { 'Content-Type': type, 'Content-Disposition': `attachment; filename="${name}"` },
  })
}

export const lineTypes = { csv: 'text/csv; charset=utf-8', ndjson: 'application/x-ndjson' }
