import { type Agent, request as httpRequest } from 'node:http'

/** An answer as a sender sees it; `status` is 0 where there was none, `failure` then says why. */
export type Answered = { status: number; retryAfter: string | undefined; text: string; failure: string; ms: number }

type Sending = { agent?: Agent | false; timeoutMs?: number; method?: string; sent?: () => void }

/**
 * One request over plain node:http: the sender shares the machine with what it loads, and fetch costs it three times as
 * much. Never throws. `sent` is called when all of the request has been handed to the system.
 */
export function send(url: string, body: string | Buffer, sending: Sending = {}): Promise<Answered> {
  const { agent, timeoutMs = 30_000, method = 'POST', sent } = sending
  const started = performance.now()
  return new Promise((resolve) => {
    const end = (status: number, text: string, failure = '', retryAfter?: string) => {
      clearTimeout(timer)
      resolve({ status, retryAfter, text, failure, ms: performance.now() - started })
    }
    const headers =
      body.length > 0 ? { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) } : {}
    const request = httpRequest(url, { method, agent, headers }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('end', () => {
        end(answer.statusCode ?? 0, Buffer.concat(chunks).toString(), '', answer.headers['retry-after'])
      })
      answer.on('error', (error: NodeJS.ErrnoException) => end(0, '', error.code ?? error.message))
    })
    const timer = setTimeout(() => {
      end(0, '', 'no answer in time')
      request.destroy()
    }, timeoutMs)
    request.on('error', (error: NodeJS.ErrnoException) => end(0, '', error.code ?? error.message))
    if (sent) request.on('finish', sent)
    request.end(body)
  })
}

export const batchUrl = (origin: string) => `${origin}/api/v1/datawatch/events/batch`

/** Posts a batch of events, given as JSON. */
export const postBatch = (origin: string, body: string | Buffer, sending?: Sending) =>
  send(batchUrl(origin), body, sending)

/** Reads from the API below its base path. */
export const read = (origin: string, path: string, sending?: Sending) =>
  send(`${origin}/api/v1/datawatch${path}`, '', { ...sending, method: 'GET' })
