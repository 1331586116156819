import { queryOptions } from '@tanstack/react-query'
import type { z } from 'zod'
import { api } from '@/lib/http/api'
import { useChange } from '@/lib/http/use-change'
import type { apiKey, keyBody, keyList, keyMade, keyPatch } from './key-contract'

export const apiKeyKeys = { all: ['api-keys'] as const }

const path = (text: string) => encodeURIComponent(text)

export const mostKeys = 1000

export const keysOptions = () =>
  queryOptions({
    queryKey: apiKeyKeys.all,
    queryFn: ({ signal }) => api<typeof keyList>('/keys', { query: { limit: mostKeys }, signal }),
  })

export type KeyInput = z.input<typeof keyBody>
export const useCreateKey = () =>
  useChange(apiKeyKeys.all, (body: KeyInput) => api<typeof keyMade>('/keys', { method: 'POST', body }))

type KeyChange = { id: string; patch: z.input<typeof keyPatch> }
export const useChangeKey = () =>
  useChange(apiKeyKeys.all, ({ id, patch }: KeyChange) =>
    api<typeof apiKey>(`/keys/${path(id)}`, { method: 'PATCH', body: patch }),
  )

export const useRevokeKey = () =>
  useChange(apiKeyKeys.all, (id: string) => api<typeof apiKey>(`/keys/${path(id)}`, { method: 'DELETE' }))

type Rotation = { id: string; overlap: string }
/** Makes a key like another, which goes on for `overlap`. */
export const useRotateKey = () =>
  useChange(apiKeyKeys.all, ({ id, overlap }: Rotation) =>
    api<typeof keyMade>(`/keys/${path(id)}/rotate`, { method: 'POST', body: { overlap } }),
  )
