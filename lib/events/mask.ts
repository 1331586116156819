import { Columns, unnamed } from './columns'
import { maskMessage } from './mask-message'
import { readRules, type TableRule } from './mask-rules'
import { Masking } from './mask-values'
import type { Image, NativeEvent } from './native'
import { createPseudonyms } from './pseudonym'

/** The configuration's `privacy`. */
export type Privacy = { enabled: boolean; tables: readonly TableRule[] }

/** Masks what is to be stored. What needs no mask comes back as the same object. */
export type Mask = {
  /** `made`: a reader made the id from the row, so where the row has something to mask, the id tells it too. */
  event(event: NativeEvent, made?: boolean): NativeEvent
  /** The name that the id of an event gets which a reader made from a row with something to mask. */
  seal(id: string): string
  /** A whole message of any form, no deeper than a few hundred levels. `keys`: the columns of the row's key, if it says. */
  message(message: unknown, table: { schema: string; table: string }, keys: Image | null): unknown
}

const mostRemembered = 50_000

/** The columns of each table; forgets all of them when there are too many, as a sender may invent names. */
function rememberColumns(rules: readonly TableRule[]) {
  const rulesOf = readRules(rules)
  let known = new Map<string, Map<string, Columns>>()
  let remembered = 0
  const remembering = () => {
    remembered += 1
    if (remembered <= mostRemembered) return true
    known = new Map()
    remembered = 0
    return false
  }
  return (schema: string, table: string): Columns => {
    const found = known.get(schema)?.get(table)
    if (found) return found
    const columns = new Columns(rulesOf(schema, table), remembering)
    if (remembering()) known.set(schema, (known.get(schema) ?? new Map()).set(table, columns))
    return columns
  }
}

/**
 * Masks by the rules of the configuration, then by what names and values look like. Both images and the key of an event
 * are masked alike. Throws nothing, whatever the values are.
 */
export function createMask({ enabled, tables }: Privacy, key: Buffer): Mask {
  if (!enabled) return { event: (event) => event, seal: (id) => id, message: (message) => message }
  const columnsOf = rememberColumns(tables)
  const envelopeColumns = new Columns(
    () => null,
    () => false,
  )
  const pseudonyms = createPseudonyms(key)
  const masking = new Masking(pseudonyms.name)
  return {
    event(event, made = false) {
      const scope = { columns: columnsOf(event.schema, event.table), keys: event.key }
      const before = event.before && masking.image(event.before, scope)
      const after = event.after && masking.image(event.after, scope)
      const key = event.key && masking.image(event.key, scope)
      const metadata = event.detail?.metadata
      const about = metadata === undefined ? metadata : masking.value(metadata, unnamed, scope, false)
      if (before === event.before && after === event.after && key === event.key && about === metadata) return event
      const detail = about === metadata ? event.detail : { ...event.detail, metadata: about }
      const id = made && event.id !== null ? pseudonyms.seal(event.id) : event.id
      const clear = event.after && after !== event.after ? { clear: event.clear ?? event.after } : {}
      return { ...event, ...clear, id, before, after, key, detail }
    },
    seal: pseudonyms.seal,
    message(message, { schema, table }, keys) {
      const scope = { columns: columnsOf(schema, table), keys }
      return maskMessage(message, masking, { row: scope, envelope: { ...scope, columns: envelopeColumns } })
    },
  }
}
