import type { Metadata } from 'next'
import { SharedBoard } from '@/components/dashboards/shared-board'
import { Prefetched } from '@/components/layout/prefetched'
import { sharedBoardOptions } from '@/lib/shares/client'
import { readSharedPage } from '@/lib/shares/service/page'

/** Found by nobody who was not given it, and told to no other site. */
export async function describeShared(token: string): Promise<Metadata> {
  const { board } = await readSharedPage(token)
  return { title: board.name, robots: { index: false, follow: false }, referrer: 'no-referrer' }
}

/** The page of a link, by itself or in the frame of another site; read before anything is rendered, so that no link is a 404. */
export async function showShared(token: string, { embedded }: { embedded: boolean }) {
  const shared = await readSharedPage(token)
  return (
    <Prefetched load={(client) => [client.prefetchQuery({ ...sharedBoardOptions(token), queryFn: () => shared })]}>
      <SharedBoard token={token} embedded={embedded} />
    </Prefetched>
  )
}
