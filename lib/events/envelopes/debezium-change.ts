import type { Image } from '../native'
import { type Structure, structure } from '../structure'
import { noteDecimals, readImage, readKey } from './debezium-image'
import { type Around, identify, placeOf, positionOf } from './debezium-position'
import { fieldSchema } from './debezium-schema'
import { operations } from './debezium-shape'
import type { Draft, Hints, Outcome } from './envelope'
import { instantOf, isObject, pickFields, textOf } from './fields'
import { describedUpdate, documentKey, readDocument } from './mongo-document'
import { timeOf, untimedNote } from './outcome'

const known = 'c, u, d, r, t, m'

function readDocuments(payload: Image, recordKey: Image | undefined) {
  const after = readDocument(payload.after)
  const described = after === null && payload.op === 'u' ? describedUpdate(payload.updateDescription) : null
  return {
    before: { image: readDocument(payload.before), suspects: [] },
    after: { image: after ?? described, suspects: [] },
    key: documentKey(recordKey, payload.filter),
  }
}

const isMongo = ({ after, before, updateDescription }: Image, source: Image) =>
  source.connector === 'mongodb' ||
  updateDescription !== undefined ||
  (source.collection !== undefined && (typeof after === 'string' || typeof before === 'string'))

/** What the schema of an envelope says of the columns of the table; of documents it says nothing. */
function structureOf(schema: unknown, key: Image | undefined): Structure | undefined {
  const row = fieldSchema(schema, 'after') ?? fieldSchema(schema, 'before')
  if (!Array.isArray(row?.fields) || row.fields.length === 0) return undefined
  return { slot: 'block', fields: row.fields, ...(key ? { key: Object.keys(key) } : {}) }
}

/** Reads the payload of a row change; `schema` is that of the whole envelope. */
export function readChange(payload: Image, schema: unknown, hints: Hints, around: Around): Outcome[] {
  const op = payload.op as string
  const type = operations.get(op)
  if (!type) {
    const message = `op ${JSON.stringify(op)?.slice(0, 60)} is not one of ${known}`
    return [{ kind: 'refused', code: 'unknown_operation', message }]
  }
  const source = isObject(payload.source) ? payload.source : {}
  const table = textOf(source.table) ?? textOf(source.collection) ?? hints.table
  if (table === undefined) {
    const message = 'source.table is missing; send it, or name the table with ?table='
    return [{ kind: 'refused', code: 'missing_table', message }]
  }
  const recordKey = readKey(hints.key)
  const row = isMongo(payload, source)
    ? readDocuments(payload, recordKey)
    : {
        before: readImage(payload.before, fieldSchema(schema, 'before')),
        after: readImage(payload.after, fieldSchema(schema, 'after')),
        key: recordKey,
      }
  const truncate = op === 't'
  const before = (truncate ? null : row.before.image) as Image | null
  const after = (truncate || op === 'd' ? null : row.after.image) as Image | null
  const transaction = isObject(payload.transaction) ? payload.transaction : {}
  const database = textOf(source.db) ?? hints.database ?? ''
  const readable = (image: unknown) => (isObject(image) ? image : null)
  const id = identify({
    op,
    database,
    place: around.id ?? placeOf(source),
    order: textOf(transaction.total_order),
    before: readable(before),
    after: readable(after),
    key: row.key ?? null,
  })
  const draft: Draft = {
    id,
    type,
    table,
    schema: textOf(source.schema) ?? hints.schema,
    database,
    source: textOf(source.name) ?? hints.source,
    ...timeOf(instantOf(source) ?? instantOf(payload) ?? around.time, hints),
    before,
    after,
    key: truncate ? undefined : row.key,
    transaction_id: textOf(transaction.id) ?? textOf(source.txId) ?? textOf(source.gtid),
    position: positionOf(source),
    metadata: {
      ...pickFields(source, ['connector', 'version', 'snapshot', 'server_id']),
      ...pickFields(payload, ['ts_ms']),
    },
    [structure]: structureOf(schema, row.key),
  }
  const notes = noteDecimals([...row.before.suspects, ...row.after.suspects])
  return [{ kind: 'event', draft, notes: draft.untimed ? [...notes, untimedNote()] : notes }]
}
