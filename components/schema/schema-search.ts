import type { ChangeSearch, TableSearch } from '@/lib/schemas/client'
import { changeKinds, compatibilities, schemaOrigins } from '@/lib/schemas/contract'

type Search = { get(name: string): string | null }
export const schemaViews = ['tables', 'changes'] as const
export type SchemaView = (typeof schemaViews)[number]

export const readView = (search: Search): SchemaView =>
  schemaViews.find((view) => view === search.get('view')) ?? 'tables'

/** Reads `?q=&origin=&open=`; what is unknown is as if it were not there. */
export function readTableSearch(search: Search): TableSearch {
  const q = search.get('q')?.slice(0, 200)
  const origin = schemaOrigins.find((one) => one === search.get('origin'))
  return { ...(q ? { q } : {}), ...(origin ? { origin } : {}), ...(search.get('open') === '1' ? { open: true } : {}) }
}

/** Reads `?table=&kind=&compatibility=&open=`. */
export function readChangeSearch(search: Search): ChangeSearch {
  const table = search.get('table')?.slice(0, 255)
  const kind = changeKinds.find((one) => one === search.get('kind'))
  const compatibility = compatibilities.find((one) => one === search.get('compatibility'))
  return {
    ...(table ? { table } : {}),
    ...(kind ? { kind } : {}),
    ...(compatibility ? { compatibility } : {}),
    ...(search.get('open') === '1' ? { open: true } : {}),
  }
}
