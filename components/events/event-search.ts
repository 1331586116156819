import type { EventSearch } from '@/lib/events/client'
import { eventTypes } from '@/lib/events/contract'

/** Reads `?table=&schema=&op=&q=`; an unknown operation is as if it were not there. */
export function readEventSearch(search: { get(name: string): string | null }): EventSearch {
  const [table, schema, q] = [search.get('table'), search.get('schema'), search.get('q')?.slice(0, 200)]
  const op = eventTypes.find((type) => type === search.get('op'))
  return { ...(table ? { table } : {}), ...(schema ? { schema } : {}), ...(op ? { op } : {}), ...(q ? { q } : {}) }
}
