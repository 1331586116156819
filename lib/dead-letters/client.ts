import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '@/lib/http/api'
import type {
  deadLetterList,
  ReplayBody,
  ReplayOneBody,
  removedDeadLetters,
  replayResult,
  wholeDeadLetter,
} from './contract'

const path = '/events/dead-letters'

export type DeadLetterSearch = {
  replayed?: boolean
  code?: string
  table?: string
  q?: string
  limit?: number
}

/** The first word is the topic under which the live stream says that there are others now. */
export const deadLetterKeys = {
  all: ['dead-letters'] as const,
  list: (search: DeadLetterSearch) => ['dead-letters', 'list', search] as const,
  one: (id: string) => ['dead-letters', 'one', id] as const,
}

/** Dead letters without their payloads, newest first. */
export const deadLetterListOptions = (search: DeadLetterSearch = {}) =>
  queryOptions({
    queryKey: deadLetterKeys.list(search),
    queryFn: ({ signal }) => api<typeof deadLetterList>(path, { query: search, signal }),
    placeholderData: keepPreviousData,
  })

/** One dead letter with its payload. */
export const deadLetterOptions = (id: string) =>
  queryOptions({
    queryKey: deadLetterKeys.one(id),
    queryFn: ({ signal }) => api<typeof wholeDeadLetter>(`${path}/${encodeURIComponent(id)}`, { signal }),
  })

function useChange<V, R>(mutationFn: (variables: V) => Promise<R>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn,
    onSettled: () => client.invalidateQueries({ queryKey: deadLetterKeys.all }),
  })
}

export const useReplayDeadLetters = () =>
  useChange((body: ReplayBody) => api<typeof replayResult>(`${path}/replay`, { method: 'POST', body }))

export const useReplayDeadLetter = () =>
  useChange(({ id, body }: { id: string; body: ReplayOneBody }) =>
    api<typeof replayResult>(`${path}/${encodeURIComponent(id)}/replay`, { method: 'POST', body }),
  )

const remove = (id: string) => api<typeof removedDeadLetters>(`${path}/${encodeURIComponent(id)}`, { method: 'DELETE' })

/** Removes some dead letters by their ids, or all that a search finds. */
export const useRemoveDeadLetters = () =>
  useChange(async (which: { ids: string[] } | { search: DeadLetterSearch }) => {
    if ('search' in which) {
      const { limit: _page, ...query } = which.search
      return api<typeof removedDeadLetters>(path, { method: 'DELETE', query })
    }
    const answers = await Promise.all(which.ids.map(remove))
    return { removed: answers.reduce((sum, { removed }) => sum + removed, 0) }
  })
