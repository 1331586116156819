import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'

type PrefetchedProps = { load: (client: QueryClient) => Promise<unknown>[]; children: ReactNode }

/** What a page has read on the server, for its first drawing; what could not be read the browser asks for itself. */
export async function Prefetched({ load, children }: PrefetchedProps) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  await Promise.all(load(client))
  return <HydrationBoundary state={dehydrate(client)}>{children}</HydrationBoundary>
}
