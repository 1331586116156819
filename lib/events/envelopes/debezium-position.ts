import { hash } from 'node:crypto'
import { stringify } from 'lossless-json'
import type { Image } from '../native'
import { readRowKey } from '../prepare'
import { pickFields, textOf } from './fields'

/** What an envelope around Debezium's says of the change: its id, and its time (RFC 3339) where the payload has none. */
export type Around = { id?: string; time?: string }

/** What connectors say of a change's place in the source's log. */
export const positionFields = [
  'lsn',
  'change_lsn',
  'commit_lsn',
  'event_serial_no',
  'scn',
  'commit_scn',
  'rs_id',
  'ssn',
  'file',
  'pos',
  'row',
  'gtid',
  'vgtid',
  'ord',
  'sequence',
] as const

export const positionOf = (source: Image): Image | undefined => {
  const position = pickFields(source, positionFields)
  return Object.keys(position).length > 0 ? position : undefined
}

/** For each kind of log the fields that place a change in it; the first of each must be there. */
const places: readonly (readonly string[])[] = [
  ['change_lsn', 'commit_lsn', 'event_serial_no'],
  ['lsn'],
  ['scn', 'commit_scn', 'rs_id', 'ssn'],
  ['file', 'pos', 'row', 'gtid'],
  ['vgtid', 'pos', 'row'],
  ['ord', 'ts_ms'],
  ['commit_lsn', 'event_serial_no'],
]

/** The change's place in the source's log as a text; undefined where the source offers none. */
export function placeOf(source: Image): string | undefined {
  const fields = places.find(([first]) => textOf(source[first!]) !== undefined)
  return fields?.map((name) => textOf(source[name]) ?? '').join(':')
}

const sha = (value: unknown) => hash('sha256', stringify(value) ?? '', 'hex').slice(0, 32)
const longest = 200

/** A text that fits in an id, whatever its length. */
export const shorten = (id: string) => (id.length > longest ? `sha256:${sha(id)}` : id)

type Identified = {
  op: string
  database: string
  place: string | undefined
  order: string | undefined
  before: Image | null
  after: Image | null
  key: Image | null
}

/**
 * The sender's own key of a change, the same each time it is read again; undefined where nothing identifies it.
 * One place in a log may hold several rows (COPY), so the row tells them apart: its key, else its order in the transaction,
 * else its content. A row of a snapshot is known by its key and its content, since a place is shared by all of them.
 */
export function identify({ op, database, place, order, ...row }: Identified): string | undefined {
  const key = readRowKey(row)
  if (op === 'r') return key === null ? undefined : shorten(`snapshot:${database}:${key}:${sha(row.after)}`)
  if (place === undefined) return undefined
  const told = key ?? order ?? (row.before || row.after ? sha([row.before, row.after]) : '')
  return shorten(`${place}:${op}:${told}`)
}
