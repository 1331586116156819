import { hash } from 'node:crypto'
import type { Image } from '../native'
import { looksLikeDecimal } from './connect-decimal'
import { decodeValue, fieldSchemas } from './debezium-schema'
import type { Note } from './envelope'
import { isObject } from './fields'

const placeholder = '__debezium_unavailable_value'
const bytes = Buffer.from(placeholder)
const nameUuid = () => {
  const digest = Buffer.from(hash('md5', placeholder, 'hex'), 'hex')
  digest[6] = (digest[6]! & 0x0f) | 0x30
  digest[8] = (digest[8]! & 0x3f) | 0x80
  return digest.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
const asMap = JSON.stringify({ [placeholder]: placeholder })
const spellings = new Set([placeholder, bytes.toString('base64'), bytes.toString('hex'), nameUuid(), asMap])

/** Whether a value says that a large column did not change: as text, bytes, map, or an array of its text or its bytes. */
function isUnavailable(value: unknown): boolean {
  if (typeof value === 'string') return spellings.has(value)
  if (Array.isArray(value)) {
    if (value.length === 1) return typeof value[0] === 'string' && spellings.has(value[0])
    return value.length === bytes.length && value.every((item, at) => item === bytes[at])
  }
  return isObject(value) && value[placeholder] === placeholder
}

const none: ReadonlyMap<unknown, Image> = new Map()

/** An image as a connector sent it: decoded by its schema, without the columns whose value the connector left out. */
export function readImage(given: unknown, schema: unknown): { image: unknown; suspects: string[] } {
  if (!isObject(given)) return { image: given ?? null, suspects: [] }
  const schemas = schema === undefined ? none : fieldSchemas(schema)
  const suspects: string[] = []
  let changed = false
  const entries: [string, unknown][] = []
  for (const name of Object.keys(given)) {
    const value = given[name]
    if (isUnavailable(value)) {
      changed = true
      continue
    }
    const decoded = decodeValue(value, schemas.get(name))
    if (decoded !== value) changed = true
    else if (schemas.size === 0 && looksLikeDecimal(value)) suspects.push(name)
    entries.push([name, decoded])
  }
  return { image: changed ? Object.fromEntries(entries) : given, suspects }
}

/** The row's key of the record's key, with or without its schema block; undefined where it names no column. */
export function readKey(given: unknown): Image | undefined {
  if (!isObject(given)) return undefined
  const wrapped = isObject(given.payload) && (isObject(given.schema) || Object.keys(given).length === 1)
  const { image } = wrapped ? readImage(given.payload, given.schema) : readImage(given, undefined)
  return isObject(image) && Object.keys(image).length > 0 ? image : undefined
}

/** The warning for columns that look like decimals which nothing says how to read. */
export function noteDecimals(suspects: readonly string[]): Note[] {
  if (suspects.length === 0) return []
  const columns = [...new Set(suspects)].slice(0, 10).join(', ')
  const message =
    `${columns}: looks like a base64 decimal, kept as text and not summed; ` +
    'set decimal.handling.mode=string at the connector, or send schemas (value.converter.schemas.enable=true)'
  return [{ code: 'undecodable_decimal', message }]
}
