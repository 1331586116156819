import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import { api } from '@/lib/http/api'
import type { NoteListQuery, note, noteBody, noteList, notePatch, noteRemoved } from './contract'

export const noteKeys = {
  all: ['notes'] as const,
  list: (query: Partial<NoteListQuery>) => ['notes', 'list', query] as const,
}

/** Notes that touch an interval, newest first. */
export const noteListOptions = (query: Partial<NoteListQuery>) =>
  queryOptions({
    queryKey: noteKeys.list(query),
    queryFn: ({ signal }) => api<typeof noteList>('/notes', { query, signal }),
    placeholderData: keepPreviousData,
  })

type NoteInput = z.input<typeof noteBody>
type NoteChange = { id: string; patch: z.input<typeof notePatch> }

/** What follows from notes is in explanations too. */
function useForget() {
  const client = useQueryClient()
  return () =>
    Promise.all([
      client.invalidateQueries({ queryKey: noteKeys.all }),
      client.invalidateQueries({ queryKey: ['anomalies', 'explanation'] }),
    ])
}

export function useCreateNote() {
  const onSuccess = useForget()
  return useMutation({
    mutationFn: (body: NoteInput) => api<typeof note>('/notes', { method: 'POST', body }),
    onSuccess,
  })
}

export function useUpdateNote() {
  const onSuccess = useForget()
  return useMutation({
    mutationFn: ({ id, patch }: NoteChange) =>
      api<typeof note>(`/notes/${encodeURIComponent(id)}`, { method: 'PATCH', body: patch }),
    onSuccess,
  })
}

export function useDeleteNote() {
  const onSuccess = useForget()
  return useMutation({
    mutationFn: (id: string) => api<typeof noteRemoved>(`/notes/${encodeURIComponent(id)}`, { method: 'DELETE' }),
    onSuccess,
  })
}
