import type { HeaderReader } from '@/lib/http/header-reader'
import type { Image } from '../native'
import { metaColumns } from './debezium-flat'
import { openConnect } from './debezium-schema'
import { isObject, jsonOf } from './fields'

/** How Debezium Server's HTTP sink names the headers of a record in its request, unless it is told otherwise. */
const prefix = 'x-debezium-'

/** What is looked for first: `add.headers` without one of these tells nothing that matters. */
const telling = ['__op', '__table', '__deleted']

/** `add.headers` writes `source.ts_ms` as `__source_ts_ms`. */
const names = [...new Set([...metaColumns].flatMap((name) => [name, name.replace(/^__(source_)?/, '__source_')]))]

/** Text in Base64, as the sink sends all headers by default; null where it is none. */
function fromBase64(value: string): string | null {
  const bytes = Buffer.from(value, 'base64')
  const text = bytes.toString()
  return bytes.toString('base64') === value && !text.includes('\ufffd') ? text : null
}

/** What a header says, which the sink's converter may have written as JSON. */
function readValue(text: string): unknown {
  const parsed = /^[{"]/.test(text) ? jsonOf(text) : undefined
  return (isObject(parsed) ? parsed.payload : parsed) ?? text
}

/**
 * A row out of Debezium's envelope with the meta columns that its transform put into headers (`add.headers=op,table`) and
 * the HTTP sink into those of the request: all in Base64, or none. Any other message, and one without such headers, is
 * answered as it is.
 */
export function withRecordHeaders(message: unknown, headers: HeaderReader): unknown {
  if (!telling.some((name) => headers.get(prefix + name) !== null) || !isObject(message)) return message
  const { payload } = openConnect(message)
  if (!isObject(payload) || isObject(payload.source)) return message
  const sent = names.flatMap((name) => {
    const value = headers.get(prefix + name.toLowerCase())
    return value === null ? [] : [{ name, value, decoded: fromBase64(value) }]
  })
  const encoded = sent.every(({ decoded }) => decoded !== null)
  const meta: Image = {}
  for (const { name, value, decoded } of sent) {
    if (!Object.hasOwn(payload, name)) meta[name] = readValue(encoded ? decoded! : value)
  }
  const row = { ...payload, ...meta }
  return payload === message ? row : { ...message, payload: row }
}
