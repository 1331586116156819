import { isLosslessNumber } from 'lossless-json'
import { unnamed } from './columns'
import type { Masking, Scope } from './mask-values'
import type { Image } from './native'

/** Where the senders' formats put the rows. */
const rows = new Set(
  'before after key data old new record old_record changes columns identity oldkeys primary_key metadata'.split(' '),
)

/** The rules of the table hold within its rows, and what names say by themselves holds around them too. */
export type Scopes = { row: Scope; envelope: Scope }

const isObject = (value: unknown): value is Image =>
  typeof value === 'object' && value !== null && !isLosslessNumber(value)

function holdsRows(value: unknown): boolean {
  if (!isObject(value)) return false
  if (Array.isArray(value)) return value.some(holdsRows)
  return Object.entries(value).some(
    ([name, item]) => isObject(item) && (rows.has(name) || name === 'columnvalues' || holdsRows(item)),
  )
}

/** The form of the API, which may come without any row. */
const isNative = (message: unknown) =>
  isObject(message) && 'table' in message && ('type' in message || 'operation' in message)

/** Where there are not as many names as values, none can be told to be whose: each may be a secret. */
const named = (names: unknown[], values: unknown[], place: number) =>
  names.length === values.length ? names[place] : 'secret'

/** `columnnames` and `columnvalues` of wal2json, side by side in two lists. */
function pairLists(object: Image, names: string, values: string): Image | null {
  const [name, value] = [object[names], object[values]]
  if (!Array.isArray(name) || !Array.isArray(value)) return null
  return { [values]: value.map((one, place) => ({ name: named(name, value, place), value: one })) }
}

/** Masks a whole message, whatever its sender's format. */
export function maskMessage(message: unknown, masking: Masking, { row, envelope }: Scopes): unknown {
  const within = (value: unknown, scope: Scope) => masking.value(value, unnamed, scope, false)
  if (!holdsRows(message) && !isNative(message)) return within(message, row)
  const walk = (value: unknown): unknown => {
    if (!isObject(value)) return value
    if (Array.isArray(value)) return value.map(walk)
    const around: [string, unknown][] = []
    for (const [name, item] of Object.entries(value)) {
      if (!isObject(item)) around.push([name, item])
      else around.push([name, rows.has(name) ? within(item, row) : walk(item)])
    }
    const made = Object.fromEntries(around)
    for (const [names, values] of listed) {
      const pairs = pairLists(value, names, values)
      const masked = pairs && (within(pairs[values], row) as { value: unknown }[])
      if (masked) made[values] = masked.map((pair) => pair.value)
    }
    return maskScalars(made, masking, envelope)
  }
  return walk(message)
}

const listed = [
  ['columnnames', 'columnvalues'],
  ['keynames', 'keyvalues'],
] as const

/** What stands in the envelope itself, beside the rows. */
function maskScalars(object: Image, masking: Masking, envelope: Scope): Image {
  const scalars = Object.entries(object).filter(([, item]) => !isObject(item))
  return { ...object, ...masking.image(Object.fromEntries(scalars), envelope) }
}
