import type { Said, SaidColumn } from './definition'

type Fields = Record<string, unknown>
const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const textOf = (value: unknown) =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint' ? String(value) : undefined

const primitives: Record<string, string> = {
  int8: 'tinyint',
  int16: 'smallint',
  int32: 'integer',
  int64: 'bigint',
  float: 'real',
  float32: 'real',
  double: 'double precision',
  float64: 'double precision',
  boolean: 'boolean',
  string: 'string',
  bytes: 'bytes',
}

const named: Record<string, string> = {
  'io.debezium.time.Date': 'date',
  'io.debezium.time.IsoDate': 'date',
  'org.apache.kafka.connect.data.Date': 'date',
  'io.debezium.time.Time': 'time(3)',
  'io.debezium.time.MicroTime': 'time(6)',
  'io.debezium.time.NanoTime': 'time(9)',
  'io.debezium.time.IsoTime': 'time',
  'io.debezium.time.ZonedTime': 'time',
  'org.apache.kafka.connect.data.Time': 'time(3)',
  'io.debezium.time.Timestamp': 'timestamp(3) without time zone',
  'io.debezium.time.MicroTimestamp': 'timestamp(6) without time zone',
  'io.debezium.time.NanoTimestamp': 'timestamp(9) without time zone',
  'io.debezium.time.IsoTimestamp': 'timestamp without time zone',
  'org.apache.kafka.connect.data.Timestamp': 'timestamp(3) without time zone',
  'io.debezium.time.ZonedTimestamp': 'timestamp with time zone',
  'io.debezium.time.Interval': 'interval',
  'io.debezium.time.MicroDuration': 'interval',
  'io.debezium.time.NanoDuration': 'interval',
  'io.debezium.time.Year': 'year',
  'io.debezium.data.Json': 'json',
  'io.debezium.data.Uuid': 'uuid',
  'io.debezium.data.Xml': 'xml',
  'io.debezium.data.VariableScaleDecimal': 'decimal',
  'io.debezium.data.Ltree': 'ltree',
}

const listOf = (allowed: unknown) =>
  (textOf(allowed) ?? '')
    .split(',')
    .map((one) => `'${one.trim().replaceAll("'", "''")}'`)
    .join(',')

/** The type of the database itself, where the connector sends it (`column.propagate.source.type`). */
function propagated(parameters: Fields): string | undefined {
  const type = textOf(parameters['__debezium.source.column.type'])
  if (type === undefined) return undefined
  const [length, scale] = ['length', 'scale'].map((name) => textOf(parameters[`__debezium.source.column.${name}`]))
  const shown = type.toLowerCase()
  if (length === undefined || !/char|decimal|numeric|bit|binary/.test(shown) || shown.includes('(')) return shown
  return `${shown}(${length}${scale === undefined ? '' : `,${scale}`})`
}

/** The type of a field of a Kafka Connect schema, in the words of databases; undefined for what is no field. */
export function fieldType(field: unknown): string | undefined {
  if (!isObject(field)) return undefined
  const { name, type } = field
  const parameters = isObject(field.parameters) ? field.parameters : {}
  const own = propagated(parameters)
  if (own !== undefined) return own
  if (name === 'org.apache.kafka.connect.data.Decimal') {
    const [precision, scale] = [textOf(parameters['connect.decimal.precision']), textOf(parameters.scale) ?? '0']
    return precision === undefined ? `decimal(*,${scale})` : `decimal(${precision},${scale})`
  }
  if (name === 'io.debezium.data.Enum') return `enum(${listOf(parameters.allowed)})`
  if (name === 'io.debezium.data.EnumSet') return `set(${listOf(parameters.allowed)})`
  if (name === 'io.debezium.data.Bits') return `bit(${textOf(parameters.length) ?? 1})`
  if (typeof name === 'string') {
    const known = named[name]
    if (known) return known
    if (name.startsWith('io.debezium.data.geometry.')) return name.slice(26).toLowerCase()
  }
  if (type === 'array') {
    const inner = fieldType(field.items)
    return inner === undefined ? 'array' : `${inner}[]`
  }
  return typeof type === 'string' ? (primitives[type] ?? type) : undefined
}

function defaultOf(field: Fields): Pick<SaidColumn, 'default'> {
  if (!('default' in field)) return {}
  const { default: value } = field
  if (value === null || value === undefined) return { default: null }
  const text = textOf(value) ?? (typeof value === 'boolean' ? String(value) : JSON.stringify(value))
  return { default: text.slice(0, 500) }
}

/** The columns of a table by the fields of a Kafka Connect schema. */
export function readBlock(fields: unknown, key?: readonly string[]): Said {
  const columns = (Array.isArray(fields) ? fields : []).filter(isObject).flatMap((field): SaidColumn[] => {
    const name = textOf(field.field)
    const type = fieldType(field)
    if (name === undefined || name.startsWith('__')) return []
    return [{ name, ...(type === undefined ? {} : { type }), nullable: field.optional === true, ...defaultOf(field) }]
  })
  return { columns, ...(key && key.length > 0 ? { primaryKey: [...key] } : {}) }
}
