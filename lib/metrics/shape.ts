import { isLosslessNumber } from 'lossless-json'
import { marker } from '@/lib/events/marker'

/**
 * How a single value looks, numbers in texts like others. `flags` are 0 and 1, `epochs` whole numbers that read as a time of
 * 2001 to 2033 in s, ms, µs or ns; `words` are short texts that may be a category, `phrases` short ones of four words or
 * more, `texts` long ones; `tokens` are addresses and digests, `jsons` texts of JSON.
 */
export const shapes = [
  'nulls',
  'flags',
  'numbers',
  'decimals',
  'epochs',
  'booleans',
  'words',
  'phrases',
  'texts',
  'tokens',
  'uuids',
  'times',
  'jsons',
  'objects',
] as const
export type Shape = (typeof shapes)[number]
export type ShapeCounts = Record<Shape, number>

const longestCategory = 64

const numeric = /^[+-]?\d{1,40}(\.\d{1,40})?([eE][+-]?\d{1,3})?$/
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const time = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?([Zz]|[+-]\d{2}(:?\d{2})?)?)?$/

const phrase = /\s\S+\s\S+\s\S/
const token =
  /^(https?:\/\/\S+|[^\s@]+@[^\s@]+\.[^\s@]+|\d{1,3}(\.\d{1,3}){3}(\/\d+)?|([0-9a-f]{2}:){5}[0-9a-f]{2}|(?=.*\d)[0-9a-f]{16,}|[a-z]{2,6}_[0-9A-Za-z]{14,})$/

/** Most texts are no numbers, and their first character says so. */
function beginsNumber(text: string): boolean {
  const code = text.charCodeAt(0)
  return (code >= 48 && code <= 57) || code === 43 || code === 45
}

/** A number as the metrics take it: finite numbers, and texts that are decimals; null for the rest. */
export function readNumber(value: unknown): number | string | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  const text = isLosslessNumber(value) ? value.toString() : value
  if (typeof text !== 'string' || !beginsNumber(text) || !numeric.test(text) || !Number.isFinite(Number(text)))
    return null
  return text
}

/** Times since 1970 have as many digits as this, the first of them a 1. */
const epochLengths = [10, 13, 16, 19]

function shapeOfNumber(number: number | string): Shape {
  if (typeof number === 'number') {
    if (number === 0 || number === 1) return 'flags'
    if (!Number.isInteger(number)) return 'decimals'
    if (number < 1e9) return 'numbers'
    if (number < 2e9 || (number >= 1e12 && number < 2e12) || (number >= 1e15 && number < 2e15)) return 'epochs'
    return 'numbers'
  }
  if (number === '0' || number === '1') return 'flags'
  if (number.includes('.') || number.includes('e') || number.includes('E')) return 'decimals'
  return number.charCodeAt(0) === 49 && epochLengths.includes(number.length) ? 'epochs' : 'numbers'
}

function shapeOfText(text: string): Shape {
  const code = text.charCodeAt(0)
  if ((code === 123 && text.endsWith('}')) || (code === 91 && text.endsWith(']') && text !== marker)) return 'jsons'
  if (text.length === 36 && uuid.test(text)) return 'uuids'
  if (code >= 48 && code <= 57 && text.length >= 10 && time.test(text)) return 'times'
  const spaced = text.includes(' ')
  if (!spaced && text.length >= 7 && text.length <= 512 && token.test(text)) return 'tokens'
  if (text.length > longestCategory) return 'texts'
  return spaced && phrase.test(text) ? 'phrases' : 'words'
}

export function shapeOf(value: unknown): Shape {
  if (value === null || value === undefined || value === marker) return 'nulls'
  if (typeof value === 'boolean') return 'booleans'
  const number = readNumber(value)
  if (number !== null) return shapeOfNumber(number)
  if (typeof value === 'number' || isLosslessNumber(value)) return 'texts'
  return typeof value === 'string' ? shapeOfText(value) : 'objects'
}

/** A value as one of many different ones, or null where it is none; a number and its text are the same. */
export function readIdentity(value: unknown): string | null {
  if (typeof value === 'string') return value === '' || value === marker ? null : value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return isLosslessNumber(value) ? value.toString() : null
}

/** A value as a category, or null where it can be none. */
export function readCategory(value: unknown): string | null {
  if (value === null || value === undefined || value === '' || value === marker) return null
  if (typeof value === 'boolean' || typeof value === 'number') return String(value)
  if (isLosslessNumber(value)) return value.toString()
  if (typeof value !== 'string' || value.length > longestCategory) return null
  return value
}
