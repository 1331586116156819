import { queryOptions } from '@tanstack/react-query'
import { api } from '@/lib/http/api'
import type { storage } from './contract'

export const storageKeys = { all: ['storage'] as const }

/** What is kept, asked for again every minute while it is shown. */
export const storageOptions = () =>
  queryOptions({
    queryKey: storageKeys.all,
    queryFn: ({ signal }) => api<typeof storage>('/storage', { signal }),
    refetchInterval: 60_000,
  })
