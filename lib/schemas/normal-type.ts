/**
 * What a type means, whatever database says it. `number`, `string`, `moment` are what values alone show; a length or digits
 * that are absent are unknown, and without bound where they are `Infinity`.
 */
export type NormalType = {
  family:
    | 'integer'
    | 'decimal'
    | 'float'
    | 'number'
    | 'boolean'
    | 'text'
    | 'string'
    | 'enum'
    | 'set'
    | 'date'
    | 'time'
    | 'timestamp'
    | 'moment'
    | 'interval'
    | 'uuid'
    | 'json'
    | 'binary'
    | 'bits'
    | 'array'
    | 'other'
  bits?: number
  unsigned?: boolean
  digits?: number
  scale?: number
  length?: number
  fixed?: boolean
  zone?: boolean
  values?: string[]
  of?: NormalType
  /** Of what is no family of its own. */
  name?: string
}

const integers: Record<string, number> = {
  tinyint: 8,
  smallint: 16,
  int2: 16,
  smallserial: 16,
  serial2: 16,
  mediumint: 24,
  int: 32,
  integer: 32,
  int4: 32,
  serial: 32,
  serial4: 32,
  bigint: 64,
  int8: 64,
  bigserial: 64,
  serial8: 64,
  int1: 8,
  int3: 24,
  uint1: 8,
  uint2: 16,
  uint4: 32,
  uint8: 64,
}
const floats: Record<string, number> = {
  real: 32,
  float4: 32,
  real4: 32,
  float: 64,
  float8: 64,
  real8: 64,
  double: 64,
  'double precision': 64,
}
const endless = Number.POSITIVE_INFINITY
const texts: Record<string, Partial<NormalType>> = {
  varchar: {},
  'character varying': {},
  nvarchar: {},
  varchar2: {},
  char: { fixed: true },
  character: { fixed: true },
  bpchar: { fixed: true },
  nchar: { fixed: true },
  text: { length: endless },
  citext: { length: endless },
  clob: { length: endless },
  nclob: { length: endless },
  wstring: {},
  tinytext: { length: 255 },
  mediumtext: { length: endless },
  longtext: { length: endless },
  name: { length: 63 },
}
const binaries: Record<string, Partial<NormalType>> = {
  bytea: { length: endless },
  bytes: {},
  binary: { fixed: true },
  varbinary: {},
  blob: { length: endless },
  tinyblob: { length: 255 },
  mediumblob: { length: endless },
  longblob: { length: endless },
}
const plain: Record<string, NormalType['family']> = {
  bool: 'boolean',
  boolean: 'boolean',
  date: 'date',
  interval: 'interval',
  uuid: 'uuid',
  json: 'json',
  jsonb: 'json',
  number: 'number',
  string: 'string',
  moment: 'moment',
}
/** Fractions of a second that are kept where nothing else is said. */
const usualDigits = 6

const quoted = /'((?:[^']|'')*)'/g
const shape =
  /^([a-z_][a-z0-9_ ."]*?)\s*(?:\(([^)]*)\))?\s*((?:with(?:out)? (?:local )?time zone|unsigned|signed|zerofill|varying|precision|\s)*)$/

function readList(text: string): string[] {
  return [...text.matchAll(quoted)].map((found) => found[1]!.replaceAll("''", "'"))
}

const numbersIn = (inside: string | undefined) =>
  inside === undefined ? [] : inside.split(',').map((part) => (/^\s*-?\d+\s*$/.test(part) ? Number(part) : undefined))

const known = <T extends object>(fields: T): T =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T

/** The type that a text names, in PostgreSQL's words, MySQL's or those of the connectors; its own name where it is none of them. */
export function readType(given: string): NormalType {
  const text = given.trim().toLowerCase().replaceAll(/\s+/g, ' ')
  const array = /^(.*?)\s*\[\d*\]$/.exec(text) ?? /^_([a-z].*)$/.exec(text) ?? /^array<(.*)>$/.exec(text)
  if (array) return { family: 'array', of: readType(array[1]!) }
  if (/^(enum|set)\s*\(/.test(text)) {
    return { family: text.startsWith('enum') ? 'enum' : 'set', values: readList(given) }
  }
  const found = shape.exec(text.replace(/ (character set|charset|collate) \S+/g, ''))
  if (!found) return { family: 'other', name: text }
  const [, word = '', inside, after = ''] = found
  const base = word
    .replace(/^(?:pg_catalog|public)\./, '')
    .replaceAll('"', '')
    .trim()
  const numbers = numbersIn(inside)
  const [first, second] = numbers
  const unsigned = after.includes('unsigned') || base.startsWith('uint') || / unsigned$/.test(base)
  const name = base.replace(/ (unsigned|signed|zerofill)$/, '')
  if (name === 'tinyint' && first === 1 && !unsigned) return { family: 'boolean' }
  if (name === 'bit' || name === 'bit varying' || name === 'varbit') {
    return (first ?? 1) === 1 && name === 'bit'
      ? { family: 'boolean' }
      : known({ family: 'bits' as const, length: first })
  }
  if (name === 'year') return { family: 'integer', bits: 16, unsigned: false }
  if (integers[name] !== undefined) return { family: 'integer', bits: integers[name], unsigned }
  if (floats[name] !== undefined) {
    const bits = name === 'float' && first !== undefined && first <= 24 ? 32 : floats[name]
    return { family: 'float', bits }
  }
  if (name === 'numeric' || name === 'decimal' || name === 'dec' || name === 'number' || name === 'money') {
    if (name === 'number' && inside === undefined) return { family: 'number' }
    const bound = inside === undefined && name !== 'money' ? { digits: endless } : {}
    return known({
      family: 'decimal' as const,
      digits: first,
      scale: second ?? (first === undefined ? undefined : 0),
      ...bound,
    })
  }
  if (texts[name]) return known({ family: 'text' as const, length: first, ...texts[name] })
  if (binaries[name]) return known({ family: 'binary' as const, length: first, ...binaries[name] })
  if (/^(timestamp|timestamptz|datetime|datetime2|smalldatetime)/.test(name)) {
    const zone = name === 'timestamptz' || /with (local )?time zone/.test(text) || undefined
    const none = /without time zone/.test(text) || name.startsWith('datetime')
    return known({ family: 'timestamp' as const, zone: none ? false : zone, digits: first })
  }
  if (/^(time|timetz)\b/.test(name)) return known({ family: 'time' as const, digits: first })
  if (name.startsWith('interval')) return { family: 'interval' }
  const family = plain[name]
  return family ? { family } : { family: 'other', name: base.split('.').at(-1)! }
}

const size = (length: number | undefined) => (length === undefined || length === endless ? '' : `(${length})`)

/** A type in the words that all databases are compared in. */
export function showType(type: NormalType): string {
  switch (type.family) {
    case 'integer':
      return `${type.unsigned ? 'unsigned ' : ''}int${type.bits ?? ''}`
    case 'float':
      return `float${type.bits ?? ''}`
    case 'decimal':
      return type.digits === endless || (type.digits === undefined && type.scale === undefined)
        ? 'decimal'
        : `decimal(${type.digits ?? '?'}, ${type.scale ?? 0})`
    case 'text':
      return type.length === endless ? 'text' : `${type.fixed ? 'char' : 'text'}${size(type.length)}`
    case 'binary':
      return `bytes${size(type.length)}`
    case 'bits':
      return `bits${size(type.length)}`
    case 'enum':
    case 'set':
      return `${type.family} of ${type.values?.length ?? 0}`
    case 'timestamp':
      return `timestamp${type.zone === undefined ? '' : type.zone ? ' with zone' : ' without zone'}`
    case 'moment':
      return 'date or time'
    case 'array':
      return `list of ${type.of ? showType(type.of) : '?'}`
    case 'other':
      return type.name ?? 'other'
    default:
      return type.family
  }
}

const generic: Partial<Record<NormalType['family'], NormalType['family'][]>> = {
  number: ['integer', 'decimal', 'float'],
  string: ['text', 'enum', 'set', 'uuid', 'interval', 'binary', 'bits', 'other', 'json', 'moment', 'time'],
  moment: ['date', 'time', 'timestamp'],
}
const same = (one: unknown, other: unknown) => one === undefined || other === undefined || one === other

/** Whether two types may be the same one, told with more or less precision. */
export function agree(one: NormalType, other: NormalType): boolean {
  if (one.family !== other.family) {
    return Boolean(generic[one.family]?.includes(other.family) || generic[other.family]?.includes(one.family))
  }
  if (one.family === 'array') return !one.of || !other.of || agree(one.of, other.of)
  if (one.values && other.values) return one.values.join('\0') === other.values.join('\0')
  if (one.family === 'timestamp' || one.family === 'time') {
    return same(one.zone, other.zone) && (one.digits ?? usualDigits) === (other.digits ?? usualDigits)
  }
  return (['bits', 'unsigned', 'digits', 'scale', 'length', 'name'] as const).every((field) =>
    same(one[field], other[field]),
  )
}

/** Whether two texts may name the same type; what is absent may be any. */
export const mayBeSame = (one: string | undefined, other: string | undefined) =>
  one === undefined || other === undefined || one === other || agree(readType(one), readType(other))
