import { firstLimit } from '@/components/ui/list-limit'
import type { DeadLetterSearch } from '@/lib/dead-letters/client'

type Search = { get(name: string): string | null }

export const states = ['waiting', 'replayed', 'all'] as const
export type LetterState = (typeof states)[number]

export const readState = (search: Search): LetterState =>
  states.find((state) => state === search.get('state')) ?? 'waiting'

/** Reads `?state=&code=&table=&source=&q=`; what waits to be replayed unless it says otherwise. */
export function readLetterSearch(search: Search): DeadLetterSearch {
  const state = readState(search)
  const [code, table, source, q] = ['code', 'table', 'source', 'q'].map((name) => search.get(name))
  return {
    limit: firstLimit,
    ...(state === 'all' ? {} : { replayed: state === 'replayed' }),
    ...(code ? { code } : {}),
    ...(table ? { table } : {}),
    ...(source ? { source } : {}),
    ...(q ? { q } : {}),
  }
}
