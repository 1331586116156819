import type { DeadLetterSearch } from '@/lib/dead-letters/client'

type Search = { get(name: string): string | null }

export const states = ['waiting', 'replayed', 'all'] as const
export type LetterState = (typeof states)[number]

export const readState = (search: Search): LetterState =>
  states.find((state) => state === search.get('state')) ?? 'waiting'

/** Reads `?state=&code=&table=&q=`; what waits to be replayed unless it says otherwise. */
export function readLetterSearch(search: Search): DeadLetterSearch {
  const state = readState(search)
  const [code, table, q] = [search.get('code'), search.get('table'), search.get('q')]
  return {
    limit: 100,
    ...(state === 'all' ? {} : { replayed: state === 'replayed' }),
    ...(code ? { code } : {}),
    ...(table ? { table } : {}),
    ...(q ? { q } : {}),
  }
}
