import { integerOf, isObject } from './fields'

const base64 = /^[A-Za-z0-9+/]+={0,2}$/
const longestText = 600
const largestScale = 1000

function placePoint(unscaled: bigint, scale: number): string {
  if (scale <= 0) return (unscaled * 10n ** BigInt(-scale)).toString()
  const digits = (unscaled < 0n ? -unscaled : unscaled).toString().padStart(scale + 1, '0')
  return `${unscaled < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`
}

/** The exact decimal of base64 big-endian two's complement bytes with `scale` decimals; null where it is none. */
export function decodeDecimal(value: unknown, scale: unknown): string | null {
  const places = Number(integerOf(scale) ?? Number.NaN)
  if (!(Math.abs(places) <= largestScale)) return null
  if (typeof value !== 'string' || value.length > longestText || !base64.test(value)) return null
  const bytes = Buffer.from(value, 'base64')
  if (bytes.length === 0) return null
  return placePoint(BigInt.asIntN(bytes.length * 8, BigInt(`0x${bytes.toString('hex')}`)), places)
}

/** Debezium's `VariableScaleDecimal`, which says its scale itself; null for any other value. */
export function decodeVariableDecimal(value: unknown): string | null {
  if (!isObject(value) || Object.keys(value).length !== 2) return null
  return decodeDecimal(value.value, value.scale)
}

const padded = /^(?:[A-Za-z0-9+/]{4}){0,2}[A-Za-z0-9+/]{2,3}={1,2}$/
const longestDecimal = 9

/**
 * Whether a text is likely a decimal whose scale is not known: padded base64 of a few bytes, in the shortest two's
 * complement. Words and ids have no padding; what reads as text when decoded is taken for text.
 */
export function looksLikeDecimal(value: unknown): boolean {
  if (typeof value !== 'string' || value.length > 12 || !padded.test(value)) return false
  const bytes = Buffer.from(value, 'base64')
  if (bytes.length > longestDecimal || bytes.toString('base64') !== value) return false
  const [first = 0, second] = bytes
  const redundant = second !== undefined && (first === 0 ? second < 0x80 : first === 0xff && second >= 0x80)
  const readable = bytes.length > 3 && bytes.every((byte) => byte >= 0x20 && byte < 0x7f)
  return !redundant && !readable
}
