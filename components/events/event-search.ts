import type { EventSearch } from '@/lib/events/client'
import { eventTypes } from '@/lib/events/contract'

/** An instant of the address as the API takes it. */
const instantOf = (text: string | null) =>
  text && !Number.isNaN(Date.parse(text)) ? new Date(text).toISOString() : undefined

/** Reads `?table=&schema=&op=&q=&from=&to=`; an unknown operation or instant is as if it were not there. */
export function readEventSearch(search: { get(name: string): string | null }): EventSearch {
  const [table, schema, q] = [search.get('table'), search.get('schema'), search.get('q')?.slice(0, 200)]
  const op = eventTypes.find((type) => type === search.get('op'))
  const [from, to] = [instantOf(search.get('from')), instantOf(search.get('to'))]
  const span = from && to ? { from, to } : {}
  return {
    ...(table ? { table } : {}),
    ...(schema ? { schema } : {}),
    ...(op ? { op } : {}),
    ...(q ? { q } : {}),
    ...span,
  }
}
