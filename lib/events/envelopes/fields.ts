import { isLosslessNumber } from 'lossless-json'
import type { Image } from '../native'

export const isObject = (value: unknown): value is Image =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !isLosslessNumber(value)

/** A text or a number as text; undefined for what is neither, and for the empty text. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value
  if (typeof value === 'number' || isLosslessNumber(value)) return value.toString()
  return undefined
}
