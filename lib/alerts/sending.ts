import type { ChannelConfig } from './channel-secrets'
import type { Alert } from './incident-contract'
import type { GroupMessage, Message } from './message'

export type Request = { url: string; method?: string; headers?: Record<string, string>; body?: string }
export type Answer = { status: number; headers: Record<string, string | undefined>; text: string }
export type Post = (request: Request) => Promise<Answer>

export type Mail = {
  subject: string
  text: string
  html: string
  messageId: string
  /** The message that it answers. */
  inReplyTo?: string
  images: { cid: string; content: Buffer }[]
}
/** Hands a mail to the server of a channel and answers what that said. */
export type SendMail = (mail: Mail) => Promise<Outcome>

/** Where an alert lives at a receiver. */
export type Thread = Record<string, string>

/**
 * What became of a message. `permanent`: trying again is of no use; `gone`: nothing is to be sent there any more; `thread` is where the
 * alert lives from now on.
 */
export type Outcome = { status: number | null; answer: string } & (
  | { ok: true; thread?: Thread }
  | { ok: false; permanent: boolean; gone: boolean; retryAfterMs: number | null }
)

/** One message to one channel. */
export type Parcel = {
  /** The same however often it is sent. */
  id: string
  now: Date
  config: ChannelConfig
  post: Post
  sendMail: SendMail
} & (
  | {
      group: false
      message: Message
      alert: Alert
      thread: Thread | null
      image: Buffer | null
      /** Of the alerts that live in one thread with this one, how many are not over. */
      othersOpen: number
    }
  | { group: true; message: GroupMessage; alerts: Alert[] }
)

export type SendParcel = (parcel: Parcel) => Promise<Outcome>

const longestAnswer = 500
const longestWaitMs = 3_600_000

/** What `Retry-After` says, in milliseconds from `now`: seconds or a date, at most an hour; null where it says nothing. */
export function readRetryAfter(header: string | undefined, now: Date): number | null {
  if (header === undefined) return null
  const ms = /^\s*\d+(\.\d+)?\s*$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now.getTime()
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), longestWaitMs) : null
}

export const failed = (answer: string, more: Partial<Extract<Outcome, { ok: false }>> = {}): Outcome => ({
  ok: false,
  status: null,
  permanent: false,
  gone: false,
  retryAfterMs: null,
  answer,
  ...more,
})

const later = new Set([408, 425, 429])

/** What an answer over HTTP means. */
export function judgeAnswer({ status, headers, text }: Answer, now: Date): Outcome {
  const said = text.trim().slice(0, longestAnswer)
  if (status >= 200 && status < 300) return { ok: true, status, answer: said || `${status}` }
  if (status >= 300 && status < 400)
    return failed(`It answered ${status}, a redirect; redirects are not followed, so enter the address it leads to`, {
      status,
    })
  const answer = said ? `It answered ${status}: ${said}` : `It answered ${status}`
  const gone = status === 410
  const permanent = status >= 400 && status < 500 && !later.has(status)
  return failed(answer, { status, gone, permanent, retryAfterMs: readRetryAfter(headers['retry-after'], now) })
}

/** Posts JSON and judges the answer. */
export async function postJson(
  { post, now }: Pick<Parcel, 'post' | 'now'>,
  url: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Outcome> {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return judgeAnswer(await post({ url, body: text, headers: { 'Content-Type': 'application/json', ...headers } }), now)
}
