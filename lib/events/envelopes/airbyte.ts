import type { Image } from '../native'
import { imageOf, omit, present } from './columns'
import type { Envelope, Hints, Outcome } from './envelope'
import { isObject, textOf } from './fields'
import { ignore, refuse, toEvent } from './outcome'

/** The messages beside RECORD, and where each has its content. */
const others = new Map([
  ['STATE', 'state'],
  ['LOG', 'log'],
  ['TRACE', 'trace'],
  ['CONTROL', 'control'],
  ['CATALOG', 'catalog'],
  ['SPEC', 'spec'],
  ['CONNECTION_STATUS', 'connectionStatus'],
  ['DESTINATION_CATALOG', 'destination_catalog'],
])
const isAdded = (name: string) => name.startsWith('_ab_cdc_')

function readRecord(message: Image, hints: Hints): Outcome {
  const record = imageOf(message.record)
  const data = imageOf(record?.data)
  if (!record || !data) return refuse('missing_data', 'record.data is missing: the columns of the row')
  const { _ab_cdc_deleted_at: deletedAt, _ab_cdc_updated_at: updatedAt } = data
  const row = omit(data, isAdded)
  const about = {
    table: record.stream,
    schema: record.namespace,
    source: 'airbyte',
    position: present({
      lsn: data._ab_cdc_lsn,
      cursor: data._ab_cdc_cursor,
      file: data._ab_cdc_log_file,
      pos: data._ab_cdc_log_pos,
    }),
  }
  if (deletedAt !== undefined && deletedAt !== null) {
    return toEvent({ ...about, type: 'DELETE', at: deletedAt, before: row, after: null }, hints)
  }
  return toEvent({ ...about, type: 'UPDATE', upsert: true, at: updatedAt ?? record.emitted_at, after: row }, hints)
}

/**
 * Airbyte's protocol: RECORD messages are rows, the rest is counted and left. A record never says whether its row is
 * new, with CDC or without, so each is an upsert. Without CDC too: a sync by cursor reads rows because they changed, and
 * taking them for snapshots would hide every change; a full refresh reads the same rows again, and an upsert of a known
 * row that is the same writes nothing. Deletes are seen with CDC alone. No key for duplicates is sent: content tells.
 */
export const airbyte: Envelope = {
  format: 'airbyte',
  matches: (message) => {
    const { type, record } = message
    if (typeof type !== 'string' || message.table !== undefined) return false
    if (type === 'RECORD') return isObject(record) && typeof record.stream === 'string'
    const content = others.get(type)
    return content !== undefined && isObject(message[content])
  },
  read: (message, hints) => {
    const type = textOf(message.type) ?? ''
    if (others.has(type)) return [ignore(type)]
    if (type === 'RECORD') return [readRecord(message, hints)]
    return [refuse('unknown_operation', `type is not one of RECORD, ${[...others.keys()].join(', ')}`)]
  },
}
