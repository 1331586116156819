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

/** The named fields that are there. */
export const pickFields = (from: Image, names: readonly string[]): Image =>
  Object.fromEntries(
    names.flatMap((name) => (from[name] === undefined || from[name] === null ? [] : [[name, from[name]]])),
  )

/** The first time among `ts_ms`, `ts_us` and `ts_ns` (since 1970) as RFC 3339; what no calendar has is left as it is. */
export function instantOf(fields: Image): string | undefined {
  for (const [name, perMs] of [
    ['ts_ms', 1],
    ['ts_us', 1e3],
    ['ts_ns', 1e6],
  ] as const) {
    const count = Number(textOf(fields[name]) ?? 0)
    if (count === 0) continue
    const ms = Math.trunc(count / perMs)
    return Math.abs(ms) <= 8.64e15 ? new Date(ms).toISOString() : String(textOf(fields[name]))
  }
  return undefined
}
