import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import { api } from '@/lib/http/api'
import type { apiKey, keyBody, keyList, keyMade, keyPatch } from './key-contract'

export const apiKeyKeys = { all: ['api-keys'] as const }

const path = (text: string) => encodeURIComponent(text)

export const mostKeys = 1000

export const keysOptions = () =>
  queryOptions({
    queryKey: apiKeyKeys.all,
    queryFn: ({ signal }) => api<typeof keyList>('/keys', { query: { limit: mostKeys }, signal }),
  })

function useChange<V, A>(mutationFn: (given: V) => Promise<A>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn,
    onSettled: () => {
      void client.invalidateQueries({ queryKey: apiKeyKeys.all })
    },
  })
}

export type KeyInput = z.input<typeof keyBody>
export const useCreateKey = () => useChange((body: KeyInput) => api<typeof keyMade>('/keys', { method: 'POST', body }))

type KeyChange = { id: string; patch: z.input<typeof keyPatch> }
export const useChangeKey = () =>
  useChange(({ id, patch }: KeyChange) => api<typeof apiKey>(`/keys/${path(id)}`, { method: 'PATCH', body: patch }))

export const useRevokeKey = () =>
  useChange((id: string) => api<typeof apiKey>(`/keys/${path(id)}`, { method: 'DELETE' }))

type Rotation = { id: string; overlap: string }
/** Makes a key like another, which goes on for `overlap`. */
export const useRotateKey = () =>
  useChange(({ id, overlap }: Rotation) =>
    api<typeof keyMade>(`/keys/${path(id)}/rotate`, { method: 'POST', body: { overlap } }),
  )
