import type { Metadata } from 'next'
import { DetectionList } from '@/components/anomalies/detection-list'
import { readDetectionSearch } from '@/components/anomalies/detection-search'
import { Prefetched } from '@/components/layout/prefetched'
import { requireViewer } from '@/lib/access/service/viewer'
import { detectionListOptions } from '@/lib/anomalies/client'
import { detectionListQuery } from '@/lib/anomalies/detection-contract'
import { listDetection } from '@/lib/anomalies/service/settings'
import { createContext } from '@/lib/runtime/runtime'

type Props = { searchParams: Promise<Record<string, string>> }

export const metadata: Metadata = { title: 'Detection' }
export const dynamic = 'force-dynamic'

export default async function DetectionPage({ searchParams }: Props) {
  const viewer = await requireViewer('/anomalies/detection', searchParams)
  const search = readDetectionSearch(new URLSearchParams(await searchParams))
  return (
    <Prefetched
      load={(client) => [
        client.prefetchQuery({
          ...detectionListOptions(search),
          queryFn: async () => listDetection(createContext(viewer), detectionListQuery.parse(search)),
        }),
      ]}
    >
      <DetectionList />
    </Prefetched>
  )
}
