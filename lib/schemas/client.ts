import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import { api } from '@/lib/http/api'
import type {
  SchemaChangeQuery,
  SchemaTablePlace,
  SchemaTableQuery,
  schemaChange,
  schemaChangeDetail,
  schemaChangeList,
  schemaTableDetail,
  schemaTableList,
} from './contract'
import { emptyPart } from './place'
import type { remap } from './remap-contract'
import type { CompareQuery, comparison, schemaStats, snapshot, snapshotBody, snapshotList } from './snapshot-contract'

export type TableSearch = Partial<Omit<SchemaTableQuery, 'cursor'>>
export type ChangeSearch = Partial<Omit<SchemaChangeQuery, 'cursor'>>

/** Every key begins with `schemas`. */
export const schemaKeys = {
  all: ['schemas'] as const,
  stats: ['schemas', 'stats'] as const,
  tables: (search: TableSearch) => ['schemas', 'tables', search] as const,
  table: (place: SchemaTablePlace) => ['schemas', 'table', place] as const,
  changes: (search: ChangeSearch) => ['schemas', 'changes', search] as const,
  change: (id: string) => ['schemas', 'change', id] as const,
  remap: (id: string, to: string | undefined) => ['schemas', 'remap', id, to] as const,
  snapshots: ['schemas', 'snapshots'] as const,
  compare: (query: Partial<CompareQuery>) => ['schemas', 'compare', query] as const,
}

export const schemaStatsOptions = () =>
  queryOptions({
    queryKey: schemaKeys.stats,
    queryFn: ({ signal }) => api<typeof schemaStats>('/schema/stats', { signal }),
  })

/** Tables by name. */
export const schemaTablesOptions = (search: TableSearch) =>
  queryOptions({
    queryKey: schemaKeys.tables(search),
    queryFn: ({ signal }) => api<typeof schemaTableList>('/schema/tables', { query: search, signal }),
    placeholderData: keepPreviousData,
  })

/** The parts of a table's place in an address. */
export const tablePath = ({ database, schema, table }: Omit<SchemaTablePlace, 'source'>) =>
  [database, schema, table].map((part) => encodeURIComponent(part === '' ? emptyPart : part)).join('/')

export const schemaTableOptions = ({ source, ...place }: SchemaTablePlace) =>
  queryOptions({
    queryKey: schemaKeys.table({ source, ...place }),
    queryFn: ({ signal }) =>
      api<typeof schemaTableDetail>(`/schema/tables/${tablePath(place)}`, { query: { source }, signal }),
  })

/** Changes by their time, newest first. */
export const schemaChangesOptions = (search: ChangeSearch) =>
  queryOptions({
    queryKey: schemaKeys.changes(search),
    queryFn: ({ signal }) => api<typeof schemaChangeList>('/schema/changes', { query: search, signal }),
    placeholderData: keepPreviousData,
  })

const changePath = (id: string) => `/schema/changes/${encodeURIComponent(id)}`

/** A change with what reads its column. */
export const schemaChangeOptions = (id: string) =>
  queryOptions({
    queryKey: schemaKeys.change(id),
    queryFn: ({ signal }) => api<typeof schemaChangeDetail>(changePath(id), { signal }),
  })

/** What would move, without moving it. */
export const remapPreviewOptions = (id: string, to?: string) =>
  queryOptions({
    queryKey: schemaKeys.remap(id, to),
    queryFn: ({ signal }) =>
      api<typeof remap>(`${changePath(id)}/remap`, { method: 'POST', body: { preview: true, to }, signal }),
  })

export const snapshotsOptions = () =>
  queryOptions({
    queryKey: schemaKeys.snapshots,
    queryFn: ({ signal }) => api<typeof snapshotList>('/schema/snapshots', { query: { limit: 200 }, signal }),
  })

export const compareOptions = (query: Partial<CompareQuery>) =>
  queryOptions({
    queryKey: schemaKeys.compare(query),
    queryFn: ({ signal }) => api<typeof comparison>('/schema/compare', { query, signal }),
    placeholderData: keepPreviousData,
  })

function useForget(...topics: string[]) {
  const client = useQueryClient()
  return () => Promise.all(['schemas', ...topics].map((topic) => client.invalidateQueries({ queryKey: [topic] })))
}

export function useAcknowledgeChange() {
  const onSuccess = useForget()
  return useMutation({
    mutationFn: ({ id, note }: { id: string; note?: string }) =>
      api<typeof schemaChange>(`${changePath(id)}/acknowledge`, { method: 'POST', body: note ? { note } : {} }),
    onSuccess,
  })
}

export function useRemap() {
  const onSuccess = useForget('dashboards', 'metrics')
  return useMutation({
    mutationFn: ({ id, to }: { id: string; to?: string }) =>
      api<typeof remap>(`${changePath(id)}/remap`, { method: 'POST', body: { to } }),
    onSuccess,
  })
}

export function useTakeSnapshot() {
  const onSuccess = useForget()
  return useMutation({
    mutationFn: (body: z.input<typeof snapshotBody>) =>
      api<typeof snapshot>('/schema/snapshots', { method: 'POST', body }),
    onSuccess,
  })
}
