/**
 * What a message says of the columns of its table, beside the event and stored nowhere with it: the fields of a Kafka Connect
 * schema, or columns as the database names them (`relation`: by itself, `columns`: by a connector). Under a symbol, so that no message from outside can say it.
 */
export const structure = Symbol('structure')

export type Structure =
  | { slot: 'block'; fields: unknown; key?: readonly string[] }
  | { slot: 'relation' | 'columns'; columns: readonly SourceColumn[]; key?: readonly string[] }

/** A column as its database names it. */
export type SourceColumn = { name: string; type?: string; nullable?: boolean }

/** Whether two values of JSON are the same. */
function sameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return String(a) === String(b)
  const [one, other] = [a as Record<string, unknown>, b as Record<string, unknown>]
  const names = Object.keys(one)
  if (names.length !== Object.keys(other).length) return false
  for (const name of names) if (!sameValue(one[name], other[name])) return false
  return true
}

/** Whether two structures say the same; cheap, since it is asked of every event. */
export function sameStructure(a: Structure, b: Structure): boolean {
  if (a === b) return true
  if (a.slot !== b.slot || !sameValue(a.key, b.key)) return false
  if (a.slot === 'block') return sameValue(a.fields, (b as typeof a).fields)
  return sameValue(a.columns, (b as typeof a).columns)
}
