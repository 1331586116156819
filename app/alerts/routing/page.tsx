import type { Metadata } from 'next'
import { RoutingPage } from '@/components/alerts/routing-page'
import { Prefetched } from '@/components/layout/prefetched'
import { requireViewer } from '@/lib/access/service/viewer'
import { routingOptions } from '@/lib/alerts/client'
import { getRouting } from '@/lib/alerts/service/routing'
import { createContext } from '@/lib/runtime/runtime'

type Props = { searchParams: Promise<Record<string, string>> }

export const metadata: Metadata = { title: 'Routing' }
export const dynamic = 'force-dynamic'

export default async function RoutingRoute({ searchParams }: Props) {
  const viewer = await requireViewer('/alerts/routing', searchParams)
  return (
    <Prefetched
      load={(client) => [
        client.prefetchQuery({ ...routingOptions(), queryFn: () => getRouting(createContext(viewer)) }),
      ]}
    >
      <RoutingPage />
    </Prefetched>
  )
}
