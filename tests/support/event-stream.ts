import * as streamRoute from '@/app/api/v1/datawatch/events/stream/route'

export type Sent = { event: string; id: string | null; data: Record<string, unknown> }
type Ask = { query?: Record<string, string>; headers?: Record<string, string> }

function readMessage(block: string): Sent | null {
  const lines = block.split('\n')
  const field = (name: string) => lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2) ?? null
  const data = field('data')
  return data === null ? null : { event: field('event') ?? 'message', id: field('id'), data: JSON.parse(data) }
}

/** A reader of the stream of events, at the pace at which it is asked. */
export class StreamReader {
  #text = ''
  #reader: ReadableStreamDefaultReader<Uint8Array>
  #decoder = new TextDecoder()
  #leaving: AbortController
  readonly sent: Sent[] = []

  constructor(body: ReadableStream<Uint8Array>, leaving: AbortController) {
    this.#reader = body.getReader()
    this.#leaving = leaving
  }

  /** Reads on until `enough` says so of all that came; answers false at the end of the stream. */
  async until(enough: (sent: Sent[]) => boolean): Promise<boolean> {
    while (!enough(this.sent)) {
      const { value, done } = await this.#reader.read()
      if (done) return false
      this.#text += this.#decoder.decode(value, { stream: true })
      const blocks = this.#text.split('\n\n')
      this.#text = blocks.pop() ?? ''
      this.sent.push(...blocks.flatMap((block) => readMessage(block) ?? []))
    }
    return true
  }

  get events() {
    return this.sent.filter(({ event }) => event === 'event')
  }

  get skipped() {
    return this.sent.reduce((sum, { event, data }) => sum + (event === 'skipped' ? Number(data.count) : 0), 0)
  }

  close() {
    this.#leaving.abort()
    return this.#reader.cancel()
  }
}

export async function askStream({ query = {}, headers = {} }: Ask = {}, leaving = new AbortController()) {
  const url = new URL('http://127.0.0.1:3002/api/v1/datawatch/events/stream')
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
  const request = new Request(url, { headers, signal: leaving.signal })
  return streamRoute.GET(request, { params: Promise.resolve({}) })
}

export async function openStream(ask: Ask = {}): Promise<StreamReader> {
  const leaving = new AbortController()
  const response = await askStream(ask, leaving)
  if (!response.ok || !response.body) throw new Error(`the stream answered ${response.status}`)
  return new StreamReader(response.body, leaving)
}
