import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { z } from 'zod'
import { api } from '@/lib/http/api'
import { useChange } from '@/lib/http/use-change'
import type { setupAnswer } from './check-contract'
import type { sourceBody, sourcePatch, sourceRemoved } from './kept-contract'
import type { sourceDetail, sourcesAnswer } from './list-contract'

export const sourceKeys = { all: ['sources'] as const }

const path = (name: string) => `/sources/${encodeURIComponent(name)}`

/** Every source: followed, and heard of. */
export const sourcesOptions = () =>
  queryOptions({
    queryKey: ['sources', 'list'] as const,
    queryFn: ({ signal }) => api<typeof sourcesAnswer>('/sources', { signal }),
  })

export const sourceOptions = (name: string) =>
  queryOptions({
    queryKey: ['sources', 'one', name] as const,
    queryFn: ({ signal }) => api<typeof sourceDetail>(path(name), { signal }),
  })

export type SourceInput = z.input<typeof sourceBody>

/** What stands in the way of following a database. Not under the key of sources: it is asked again only by people. */
export const setupOptions = (body: SourceInput | null) =>
  queryOptions({
    queryKey: ['source-setup', body] as const,
    queryFn: ({ signal }) =>
      api<typeof setupAnswer>('/sources/check', { method: 'POST', body: body ?? undefined, signal }),
    enabled: body !== null,
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    placeholderData: keepPreviousData,
  })

export const useCreateSource = () =>
  useChange(sourceKeys.all, (body: SourceInput) => api<typeof sourceDetail>('/sources', { method: 'POST', body }))

export type SourceAct = { verb: 'pause' | 'resume' | 'restart' } | { verb: 'resnapshot'; tables: string[] }

export const useActOnSource = (name: string) =>
  useChange(sourceKeys.all, ({ verb, ...body }: SourceAct) =>
    api<typeof sourceDetail>(`${path(name)}/${verb}`, { method: 'POST', body }),
  )

type SourceChange = z.input<typeof sourcePatch>
export const useChangeSource = (name: string) =>
  useChange(sourceKeys.all, (body: SourceChange) => api<typeof sourceDetail>(path(name), { method: 'PATCH', body }))

export const useDeleteSource = (name: string) =>
  useChange(sourceKeys.all, () => api<typeof sourceRemoved>(path(name), { method: 'DELETE' }))
