import type { Metadata } from 'next'
import { AnomalyList } from '@/components/anomalies/anomaly-list'
import { readAnomalySearch } from '@/components/anomalies/anomaly-search'
import { Prefetched } from '@/components/layout/prefetched'
import { requireViewer } from '@/lib/access/service/viewer'
import { anomalyListOptions } from '@/lib/anomalies/client'
import { anomalyListQuery } from '@/lib/anomalies/contract'
import { listAnomalies } from '@/lib/anomalies/service/read'
import { createContext } from '@/lib/runtime/runtime'

type Props = { searchParams: Promise<Record<string, string>> }

export const metadata: Metadata = { title: 'Anomalies' }
export const dynamic = 'force-dynamic'

export default async function AnomaliesPage({ searchParams }: Props) {
  const viewer = await requireViewer('/anomalies', searchParams)
  const now = Math.floor(Date.now() / 60_000) * 60_000
  const search = readAnomalySearch(new URLSearchParams(await searchParams), now)
  return (
    <Prefetched
      load={(client) => [
        client.prefetchQuery({
          ...anomalyListOptions(search),
          queryFn: async () => listAnomalies(createContext(viewer), anomalyListQuery.parse(search)),
        }),
      ]}
    >
      <AnomalyList />
    </Prefetched>
  )
}
