import { hash } from 'node:crypto'
import { isLosslessNumber, stringify } from 'lossless-json'
import type { Image, NativeEvent } from './native'
import { parseJson } from './parse'

/** A native event made ready for the writer: identified, its images as JSON text that PostgreSQL takes. */
export type PreparedEvent = NativeEvent & {
  id: string
  /** 128 bits of SHA-256 over (source, schema, table, id), as 32 hexadecimal digits. */
  idHash: string
  rowKey: string | null
  /** The key that the row had before an UPDATE gave it another; null where it kept it. */
  oldRowKey: string | null
  beforeText: string | null
  afterText: string | null
  detailText: string | null
  /** True where characters that PostgreSQL cannot hold were replaced by U+FFFD. */
  repaired: boolean
  bytes: number
}

/** As columns of keys are named; in capitals by Oracle, with one by SQL Server. */
export const keyColumns = ['id', '_id', 'uuid', 'ID', 'Id']
const unstorable = /\\u0000|\\ud[89a-f][0-9a-f]{2}/gi
const sha = (text: string) => hash('sha256', text, 'hex')

function toJson(value: Image | null): string | null {
  if (value === null) return null
  for (const name in value) {
    const item = value[name]
    if (typeof item === 'object' && item !== null) return stringify(value) ?? null
  }
  return JSON.stringify(value)
}

const reread = (text: string | null) => (text === null ? null : (parseJson(text) as Image))

const bytesOf = (text: string | null) => (text === null ? 0 : Buffer.byteLength(text))

function scalar(value: unknown): string | null {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return isLosslessNumber(value) ? value.toString() : null
}

/** The row's key as canonical JSON of texts by column: what the source says, else a column named as keys are. */
export function readRowKey({ key, after, before }: Pick<NativeEvent, 'key' | 'after' | 'before'>): string | null {
  if (!key) {
    const row = after ?? before
    const guessed = row && keyColumns.find((name) => Object.hasOwn(row, name) && scalar(row[name]) !== null)
    return guessed ? `{"${guessed}":${JSON.stringify(scalar(row[guessed]))}}` : null
  }
  const image = key
  const columns = Object.keys(image).sort()
  const parts = columns.map((name) => [name, scalar(image[name])] as const)
  if (parts.length === 0 || parts.some(([, value]) => value === null)) return null
  return JSON.stringify(Object.fromEntries(parts))
}

/** The key of the row before an UPDATE that changed it: `key` and what is guessed name the row after. */
function readOldRowKey({ type, key, after, before }: NativeEvent): string | null {
  if (type !== 'UPDATE' || !before || !after) return null
  const guessed = key
    ? undefined
    : keyColumns.find((name) => Object.hasOwn(after, name) && scalar(after[name]) !== null)
  const columns = key ? Object.keys(key) : guessed ? [guessed] : []
  let moved = false
  for (const name of columns) {
    const [now, then] = [scalar(after[name]), Object.hasOwn(before, name) ? scalar(before[name]) : null]
    if (then === null || (key && now !== scalar(key[name]))) return null
    if (then !== now) moved = true
  }
  if (!moved) return null
  return readRowKey({ key: Object.fromEntries(columns.map((name) => [name, before[name]])), after: null, before: null })
}

/** How often each content has come in a request, of events that have no time to be told apart by. */
export type Repeats = Map<string, number>

/** The id that an event has by its content; of equal ones of a request each has its own, the same again in a retry. */
function contentId(event: NativeEvent, rowKey: string | null, texts: (string | null)[], repeats?: Repeats): string {
  const content = sha([event.type, repeats ? null : event.at, rowKey, ...texts].join('\0'))
  const place = [event.source, event.schema, event.table, content].join('\0')
  const earlier = repeats?.get(place) ?? 0
  repeats?.set(place, earlier + 1)
  return `sha256:${(earlier === 0 ? content : sha(`${content}\0${earlier}`)).slice(0, 40)}`
}

/**
 * Identifies an event: one without an id gets one from its content, so that a retry is still a duplicate. `repeats`, of the
 * request, is given where the event's time is merely that of its arrival, which is another with each retry.
 */
export function prepareEvent(event: NativeEvent, repeats?: Repeats): PreparedEvent {
  let repaired = false
  const clean = (text: string | null) => {
    if (text === null || !text.includes('\\u')) return text
    const cleaned = text.replace(unstorable, (found, place: number) => {
      let slashes = 0
      while (text[place - 1 - slashes] === '\\') slashes += 1
      return slashes % 2 === 1 ? found : '\\ufffd'
    })
    if (cleaned !== text) repaired = true
    return cleaned
  }
  const beforeText = clean(toJson(event.before))
  const afterText = clean(toJson(event.after))
  const detailText = clean(toJson(event.detail))
  const rowKey = readRowKey(event)
  const id = event.id ?? contentId(event, rowKey, [detailText, beforeText, afterText], repeats)
  const { type, source, database, schema, table, at, key, detail, upsert, clear, structure } = event
  return {
    ...(clear && { clear }),
    type,
    source,
    database,
    schema,
    table,
    at,
    key,
    detail,
    upsert,
    structure,
    before: repaired ? reread(beforeText) : event.before,
    after: repaired ? reread(afterText) : event.after,
    id,
    idHash: sha(`${event.source}\0${event.schema}\0${event.table}\0${id}`).slice(0, 32),
    rowKey,
    oldRowKey: rowKey === null ? null : readOldRowKey(event),
    beforeText,
    afterText,
    detailText,
    repaired,
    bytes: bytesOf(beforeText) + bytesOf(afterText) + bytesOf(detailText) + 200,
  }
}
