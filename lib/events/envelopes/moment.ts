import { parseInstant } from '../instant'
import { textOf } from './fields'

const count = /^(-?\d{1,30})(\.\d*)?$/
const shortestCountText = 10
/** As Go prints a time: 2031-01-02 03:04:05.6 +0000 UTC. */
const zoneApart = /^(\S+ \S+) ([+-]\d{4})(?: \S+)?$/
const latestDate = 8.64e15

/** Milliseconds of a count of seconds, milli-, micro- or nanoseconds since 1970, told apart by its size. */
function fromCount(whole: string, fraction: string): number {
  const size = Math.abs(Number(whole))
  if (size < 1e11) return Math.trunc(Number(whole + fraction) * 1000)
  if (size < 1e14) return Number(whole)
  return Number(BigInt(whole) / (size < 1e17 ? 1_000n : 1_000_000n))
}

function toMilliseconds(value: unknown, text: string): number | null {
  const match = count.exec(text)
  if (!match) return parseInstant(text.replace(zoneApart, '$1$2'))
  const whole = match[1]!
  return typeof value === 'string' && whole.length < shortestCountText ? null : fromCount(whole, match[2] ?? '')
}

/**
 * RFC 3339 of a sender's time: a text (PostgreSQL's and Go's spellings too), a count since 1970, or CockroachDB's
 * `<nanoseconds>.<logical>`. What is no time comes back as it is, so that the check of the event names it.
 */
export function toRfc3339(value: unknown): unknown {
  const text = textOf(value)
  const at = text === undefined ? null : toMilliseconds(value, text)
  return at === null || Math.abs(at) > latestDate ? value : new Date(at).toISOString()
}
