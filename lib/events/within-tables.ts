import type { Sorted } from './sort'

/**
 * Of what a sender may send: where its key is bound to tables (`orders`, `public.orders`), events of others are refused, each by
 * itself.
 */
export function withinTables(sorted: Sorted, tables: readonly string[] | null | undefined): Sorted {
  if (!tables) return sorted
  const allowed = new Set(tables)
  const isAllowed = ({ table, schema }: Sorted['events'][number]) =>
    allowed.has(table) || allowed.has(`${schema}.${table}`)
  if (sorted.events.every(isAllowed)) return sorted
  const kept: Pick<Sorted, 'events' | 'places' | 'origins'> = { events: [], places: [], origins: [] }
  const errors = [...sorted.errors]
  for (const [at, event] of sorted.events.entries()) {
    const index = sorted.places[at]!
    const origin = sorted.origins[at]!
    if (isAllowed(event)) {
      kept.events.push(event)
      kept.places.push(index)
      kept.origins.push(origin)
      continue
    }
    const message = `this key may send events of ${tables.join(', ')} only, not of ${event.schema}.${event.table}`
    errors.push({ index, id: event.id, code: 'table_not_allowed', message, ...origin })
  }
  return { ...sorted, ...kept, errors }
}
