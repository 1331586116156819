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

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A message that a converter wrote as a JSON text with JSON in it, opened; any other as it is. */
function openText(message: unknown): unknown {
  if (typeof message !== 'string') return message
  try {
    const opened = parseJson(message)
    return typeof opened === 'object' ? opened : message
  } catch {
    return message
  }
}

const openTexts = (messages: unknown[]) =>
  messages.some((message) => typeof message === 'string') ? messages.map(openText) : messages

/** What a message says of itself, and a wrapper around a list of messages does not. */
const ofMessages = ['table', 'type', 'operation', 'op', 'action', 'database', 'length', 'specversion', 'id']
const isMessage = (item: unknown) => item === null || isObject(item) || typeof item === 'string'

/**
 * The messages of `{"events": […]}`, `{"data": […]}`, `{"payload": […]}` or `{"records": […]}`; null where it is none:
 * Canal's `data` stands beside a table, CockroachDB's `payload` beside its length, a row's own list beside other columns.
 */
function unwrap(value: Record<string, unknown>): unknown[] | null {
  if (Array.isArray(value.events)) return value.table === undefined ? value.events : null
  const name = ['data', 'payload', 'records'].find((one) => Array.isArray(value[one]))
  if (!name) return null
  const list = value[name] as unknown[]
  const plain = Object.keys(value).every(
    (field) => field === name || !(isObject(value[field]) || field.startsWith('_')),
  )
  return plain && !ofMessages.some((field) => value[field] !== undefined) && list.every(isMessage) ? list : null
}

function gather(given: unknown): Parsed {
  const value = openText(given)
  if (Array.isArray(value)) return { messages: openTexts(value), single: false }
  if (value === null) return { messages: [null], single: false }
  if (!isObject(value)) {
    throw new AppError('bad_request', 'Expected an event, an array of events, or {"events": […]}')
  }
  const wrapped = unwrap(value)
  return wrapped ? { messages: openTexts(wrapped), single: false } : { messages: [value], single: true }
}

const recordSeparator = '\x1e'

/** One value a line, or between record separators (RFC 7464). */
const splitLines = (text: string) =>
  text.split(text.includes(recordSeparator) ? recordSeparator : '\n').filter((line) => line.trim() !== '')

type Line = { read: boolean; message: unknown }

/** A line that is not JSON is a bad message of its own, not the end of the others. */
function readLine(line: string): Line {
  try {
    return { read: true, message: openText(parseJson(line)) }
  } catch {
    return { read: false, message: line.slice(0, 200) }
  }
}

/** What is said to be lines and is one JSON value, on one line or spread over several; undefined for lines. */
function parseWhole(text: string, lines: string[]): Parsed | undefined {
  if (lines.length > 1 && readLine(lines[0]!).read) return undefined
  try {
    return { ...gather(parseJson(lines.length === 1 ? lines[0]! : text)), single: false }
  } catch {
    return undefined
  }
}

/** The messages of a line: one, or those of a list or of `{"events": […]}`. */
function openLine(message: unknown): unknown[] {
  if (Array.isArray(message)) return openTexts(message)
  return isObject(message) && Array.isArray(message.events) && message.table === undefined
    ? openTexts(message.events)
    : [message]
}

function parseLines(text: string): Parsed {
  const lines = splitLines(text)
  const whole = parseWhole(text, lines)
  return whole ?? { messages: lines.flatMap((line) => openLine(readLine(line).message)), single: false }
}

/** Objects joined by commas; null where the text is none. */
function parseJoined(text: string): Parsed | null {
  try {
    const messages = parseJson(`[${text}]`) as unknown[]
    return messages.every((message) => typeof message === 'object') ? { messages, single: false } : null
  } catch {
    return null
  }
}

/** One value a line from a sender that does not say so: at least half of several lines must be messages. */
function parseUnsaid(text: string): Parsed | null {
  const start = text.trimStart()[0] ?? ''
  if (!['{', '"', 'n', recordSeparator].includes(start)) return null
  const lines = splitLines(text).map(readLine)
  const readable = lines.filter(({ read, message }) => read && typeof message === 'object').length
  const several = lines.length > 1 || start === recordSeparator
  return several && readable * 2 >= lines.length
    ? { messages: lines.map(({ message }) => message), single: false }
    : null
}

/**
 * Reads one event, an array of them, or a list in a wrapper; with `lines` one a line (NDJSON). Without, values joined by
 * lines, commas or record separators are told from what is no JSON at all. Throws `bad_request`.
 */
export function parseMessages(body: string, lines: boolean): Parsed {
  const text = body.charCodeAt(0) === 0xfeff ? body.slice(1) : body
  if (text.trim() === '') throw new AppError('bad_request', 'The body is empty; expected JSON')
  if (lines) return parseLines(text)
  let value: unknown
  try {
    value = parseJson(text)
  } catch (error) {
    const several = parseJoined(text) ?? parseUnsaid(text)
    if (several) return several
    throw new AppError('bad_request', `The body is not JSON: ${(error as Error).message}`)
  }
  return gather(value)
}
