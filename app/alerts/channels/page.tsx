import type { Metadata } from 'next'
import { ChannelsPage } from '@/components/alerts/channels-page'
import { Prefetched } from '@/components/layout/prefetched'
import { requireViewer } from '@/lib/access/service/viewer'
import { channelsOptions, mostChannels } from '@/lib/alerts/client'
import { listChannels } from '@/lib/alerts/service/channels'
import { createContext } from '@/lib/runtime/runtime'

type Props = { searchParams: Promise<Record<string, string>> }

export const metadata: Metadata = { title: 'Channels' }
export const dynamic = 'force-dynamic'

export default async function ChannelsRoute({ searchParams }: Props) {
  const viewer = await requireViewer('/alerts/channels', searchParams)
  return (
    <Prefetched
      load={(client) => [
        client.prefetchQuery({
          ...channelsOptions(),
          queryFn: () => listChannels(createContext(viewer), { limit: mostChannels }),
        }),
      ]}
    >
      <ChannelsPage />
    </Prefetched>
  )
}
