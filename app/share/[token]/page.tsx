import type { Metadata } from 'next'
import { SharedBoard } from '@/components/dashboards/shared-board'
import { Prefetched } from '@/components/layout/prefetched'
import { sharedBoardOptions } from '@/lib/shares/client'
import { readSharedPage } from '@/lib/shares/service/page'

type Props = { params: Promise<{ token: string }> }

export const dynamic = 'force-dynamic'

/** Found by nobody who was not given it, and told to no other site. */
export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { board } = await readSharedPage((await params).token)
  return { title: board.name, robots: { index: false, follow: false }, referrer: 'same-origin' }
}

export default async function Page({ params }: Props) {
  const { token } = await params
  const shared = await readSharedPage(token)
  return (
    <Prefetched load={(client) => [client.prefetchQuery({ ...sharedBoardOptions(token), queryFn: () => shared })]}>
      <SharedBoard token={token} />
    </Prefetched>
  )
}
