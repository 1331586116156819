import { isSafeNumber, LosslessNumber, parse } from 'lossless-json'
import { AppError } from '@/lib/errors/app-error'

/** What a request brought: its messages, and whether it was one bare event. */
export type Parsed = { messages: unknown[]; single: boolean }

/** A number outside quotes that a double might not hold: many digits, or an exponent. */
const delicate = /[:[,]\s*-?(?:\d[\d.]{15}|[\d.]+[eE])/
const parseNumber = (text: string) => (isSafeNumber(text) ? Number(text) : new LosslessNumber(text))

/** JSON, with numbers that a double cannot hold kept as they were written. */
export function parseJson(text: string): unknown {
  const plain: unknown = JSON.parse(text)
  if (!delicate.test(text)) return plain
  try {
    return parse(text, null, { parseNumber, onDuplicateKey: ({ newValue }) => newValue })
  } catch {
    return plain
  }
}

function parseOne(text: string): unknown {
  try {
    return parseJson(text)
  } catch (error) {
    throw new AppError('bad_request', `The body is not JSON: ${(error as Error).message}`)
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A line that is not JSON is a bad message of its own, not the end of the others. */
function parseLines(text: string): unknown[] {
  return text.split('\n').flatMap((line) => {
    if (line.trim() === '') return []
    try {
      return [parseJson(line)]
    } catch {
      return [line.slice(0, 200)]
    }
  })
}

/** Reads one event, an array of them, `{"events": […]}`, or with `lines` one a line (NDJSON). */
export function parseMessages(text: string, lines: boolean): Parsed {
  if (text.trim() === '') throw new AppError('bad_request', 'The body is empty; expected JSON')
  if (lines) return { messages: parseLines(text), single: false }
  const value = parseOne(text)
  if (Array.isArray(value)) return { messages: value, single: false }
  if (!isObject(value)) {
    throw new AppError('bad_request', 'Expected an event, an array of events, or {"events": […]}')
  }
  if (Array.isArray(value.events) && value.table === undefined) return { messages: value.events, single: false }
  return { messages: [value], single: true }
}
