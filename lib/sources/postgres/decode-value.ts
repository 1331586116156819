import { parseJson } from '@/lib/events/parse'
import { parseArray } from './parse-array'

/** A column's type as the catalogue or a relation message names it; of a domain, `name` is that of its base type. */
export type ColumnType = { oid: number; name: string | null }
export type Decode = (text: string) => unknown

const finite = (text: string) => {
  const value = Number(text)
  return Number.isFinite(value) ? value : text
}
const instant = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d+)?)(?:\+00(?::00)?)?$/
const decoders = {
  bool: (text) => text === 't',
  number: finite,
  json: parseJson,
  bytes: (text) => (text.startsWith('\\x') ? Buffer.from(text.slice(2), 'hex').toString('base64') : text),
  instant: (text) => text.replace(instant, '$1T$2Z'),
  text: (text) => text,
} satisfies Record<string, Decode>
type Kind = keyof typeof decoders

const builtin: [name: string, oid: number, arrayOid: number, kind: Kind][] = [
  ['bool', 16, 1000, 'bool'],
  ['bytea', 17, 1001, 'bytes'],
  ['int2', 21, 1005, 'number'],
  ['int4', 23, 1007, 'number'],
  ['oid', 26, 1028, 'number'],
  ['float4', 700, 1021, 'number'],
  ['float8', 701, 1022, 'number'],
  ['int8', 20, 1016, 'text'],
  ['numeric', 1700, 1231, 'text'],
  ['json', 114, 199, 'json'],
  ['jsonb', 3802, 3807, 'json'],
  ['timestamp', 1114, 1115, 'instant'],
  ['timestamptz', 1184, 1185, 'instant'],
  ['date', 1082, 1182, 'text'],
  ['time', 1083, 1183, 'text'],
  ['timetz', 1266, 1270, 'text'],
  ['interval', 1186, 1187, 'text'],
  ['uuid', 2950, 2951, 'text'],
  ['text', 25, 1009, 'text'],
  ['varchar', 1043, 1015, 'text'],
  ['bpchar', 1042, 1014, 'text'],
  ['name', 19, 1003, 'text'],
  ['inet', 869, 1041, 'text'],
  ['cidr', 650, 651, 'text'],
]

const list =
  (read: Decode): Decode =>
  (text) =>
    parseArray(text, read) ?? text
const byOid = new Map<number, Decode>()
const byName = new Map<string, Decode>()
for (const [name, oid, arrayOid, kind] of builtin) {
  byOid.set(oid, decoders[kind]).set(arrayOid, list(decoders[kind]))
  byName.set(name, decoders[kind]).set(`_${name}`, list(decoders[kind]))
}

/**
 * How the text that PostgreSQL sends for a column becomes a JSON value. int8 and numeric stay texts, so that no digit is lost;
 * times are RFC 3339 in UTC (the session must print ISO in UTC); bytes are base64; what no JSON type fits is its text.
 */
export function decoderFor({ oid, name }: ColumnType): Decode {
  const known = byOid.get(oid) ?? (name === null ? undefined : byName.get(name))
  return known ?? (name?.startsWith('_') ? list(decoders.text) : decoders.text)
}
