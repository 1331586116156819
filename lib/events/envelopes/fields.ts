import { isLosslessNumber } from 'lossless-json'
import type { Image } from '../native'
import { parseJson } from '../parse'

export const isObject = (value: unknown): value is Image =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !isLosslessNumber(value)

/** A text or a number as text; undefined for what is neither, and for the empty text. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value
  if (typeof value === 'number' || isLosslessNumber(value)) return value.toString()
  return undefined
}

const whole = /^-?\d{1,40}$/

/** A whole number, also one sent as a text; null for anything else. */
export function integerOf(value: unknown): bigint | null {
  const text = textOf(value)
  return text !== undefined && whole.test(text) ? BigInt(text) : null
}

/** What a text holds as JSON; undefined where it is none. */
export function jsonOf(text: string): unknown {
  try {
    return parseJson(text)
  } catch {
    return undefined
  }
}

/** The named fields that are there; the names are our own. */
export function pickFields(from: Image, names: readonly string[]): Image {
  const picked: Image = {}
  for (const name of names) {
    const value = from[name]
    if (value !== undefined && value !== null) picked[name] = value
  }
  return picked
}

const latestMs = 8_640_000_000_000_000n
const clocks = [
  ['ts_ms', 1n],
  ['ts_us', 1000n],
  ['ts_ns', 1_000_000n],
] as const

/** The first time among `ts_ms`, `ts_us` and `ts_ns` (since 1970) as RFC 3339; what no calendar has is left as it is. */
export function instantOf(fields: Image): string | undefined {
  for (const [name, perMs] of clocks) {
    const count = integerOf(fields[name])
    if (count === null || count === 0n) continue
    const ms = count / perMs
    return ms <= latestMs && ms >= -latestMs ? new Date(Number(ms)).toISOString() : count.toString()
  }
  return undefined
}
