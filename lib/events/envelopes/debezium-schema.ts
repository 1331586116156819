import type { Image } from '../native'
import { decodeDecimal, decodeVariableDecimal } from './connect-decimal'
import { temporalDecoders } from './connect-time'
import { isObject, jsonOf } from './fields'

/** A Kafka Connect message without its schema block: `schema` is undefined where it has none. */
export type Opened = { payload: unknown; schema: Image | undefined; key: unknown }

const parts = new Set(['schema', 'payload', 'key'])

/** Takes `{schema, payload}` apart; a message without them is its own payload. */
export function openConnect(message: Image): Opened {
  const { payload, schema } = message
  const wrapped =
    (isObject(payload) || payload === null) &&
    (isObject(schema) || schema === null || schema === undefined) &&
    Object.keys(message).every((name) => parts.has(name))
  if (!wrapped) return { payload: message, schema: undefined, key: undefined }
  return { payload, schema: isObject(schema) ? schema : undefined, key: message.key }
}

const fieldsOf = (schema: unknown) =>
  isObject(schema) && Array.isArray(schema.fields) ? schema.fields.filter(isObject) : []

/** The schema of one field of a struct. */
export const fieldSchema = (schema: unknown, name: string): Image | undefined =>
  fieldsOf(schema).find((field) => field.field === name)

/** The schemas of a struct's fields, by name. */
export const fieldSchemas = (schema: unknown): ReadonlyMap<unknown, Image> =>
  new Map(fieldsOf(schema).map((field) => [field.field, field]))

function decodeStruct(value: Image, schemaOf: (name: string) => unknown): Image {
  let changed = false
  const entries = Object.entries(value).map(([name, item]) => {
    const decoded = decodeValue(item, schemaOf(name))
    if (decoded !== item) changed = true
    return [name, decoded] as const
  })
  return changed ? Object.fromEntries(entries) : value
}

/**
 * A column's value by its Kafka Connect schema: decimals exact as texts, temporal types as ISO texts, JSON columns parsed.
 * What the schema does not say, or says wrongly, is left as it is.
 */
export function decodeValue(value: unknown, schema: unknown): unknown {
  if (value === null || value === undefined) return value
  const variable = decodeVariableDecimal(value)
  if (variable !== null || !isObject(schema)) return variable ?? value
  const { name, type, parameters } = schema
  if (name === 'org.apache.kafka.connect.data.Decimal') {
    return decodeDecimal(value, isObject(parameters) ? parameters.scale : undefined) ?? value
  }
  if (name === 'io.debezium.data.Json' && typeof value === 'string') {
    const parsed = /^\s*[[{]/.test(value) ? jsonOf(value) : undefined
    return parsed ?? value
  }
  if (typeof name === 'string') {
    const decode = temporalDecoders.get(name)
    if (decode) return decode(value)
  }
  if (type === 'array' && Array.isArray(value)) return value.map((item) => decodeValue(item, schema.items))
  if (type === 'map' && isObject(value)) return decodeStruct(value, () => schema.values)
  if (type !== 'struct' || !isObject(value)) return value
  const schemas = fieldSchemas(schema)
  return decodeStruct(value, (field) => schemas.get(field))
}
