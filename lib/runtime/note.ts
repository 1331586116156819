import 'server-only'
import { describeRequest } from '@/lib/telemetry/tracing'
import { figures } from './figures'
import type { Log } from './log'
import { findLog } from './runtime'

/** A request that was answered. `route` is its address with parameters as `[name]`; `cause` is what made it fail. */
export type Answered = {
  requestId: string
  method: string
  route: string
  status: number
  startedAt: number
  error?: unknown
}

const slowMs = 2000
const quietMs = 10_000
let quietUntil = 0
let unsaid = 0

/** Under overload one line in ten seconds says that requests are being refused, and how many were. */
function noteRefusal(log: Log, line: object) {
  const now = performance.now()
  if (now < quietUntil) {
    unsaid += 1
    return
  }
  log.warn({ ...line, unsaid }, 'requests are being refused')
  quietUntil = now + quietMs
  unsaid = 0
}

/** Counts a request, and logs it where it failed or was slow: never its query, its headers or its body. */
export function noteRequest({ requestId, method, route, status, startedAt, error }: Answered) {
  const ms = performance.now() - startedAt
  figures.requests.add(`${method}\n${route}\n${status}`)
  figures.durations.observe(`${method}\n${route}`, ms / 1000)
  describeRequest(route, error)
  const log = findLog()
  const slow = ms >= slowMs && status !== 408
  if (!log || (status < 500 && status !== 429 && !slow && !log.isLevelEnabled('debug'))) return
  const line = { requestId, method, route, status, ms: Math.round(ms) }
  const reason = error instanceof Error ? error.message : undefined
  if (status === 503 || status === 429) noteRefusal(log, { ...line, reason })
  else if (status >= 500) log.error({ ...line, err: error }, 'request failed')
  else if (slow) log.warn(line, 'slow request')
  else log.debug({ ...line, reason }, 'request')
}
