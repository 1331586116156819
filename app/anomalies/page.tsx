import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { AnomalyList } from '@/components/anomalies/anomaly-list'
import { readAnomalySearch } from '@/components/anomalies/anomaly-search'
import { Prefetched } from '@/components/layout/prefetched'
import { anomalyListOptions } from '@/lib/anomalies/client'
import { anomalyListQuery } from '@/lib/anomalies/contract'
import { listAnomalies } from '@/lib/anomalies/service/read'
import { admit } from '@/lib/http/guards'
import { createContext } from '@/lib/runtime/runtime'

type Props = { searchParams: Promise<Record<string, string>> }

export const metadata: Metadata = { title: 'Anomalies' }
export const dynamic = 'force-dynamic'

export default async function AnomaliesPage({ searchParams }: Props) {
  const asked = await headers()
  const context = async () => createContext(await admit('read', asked))
  const search = readAnomalySearch(new URLSearchParams(await searchParams))
  return (
    <Prefetched
      load={(client) => [
        client.prefetchQuery({
          ...anomalyListOptions(search),
          queryFn: async () => listAnomalies(await context(), anomalyListQuery.parse(search)),
        }),
      ]}
    >
      <AnomalyList />
    </Prefetched>
  )
}
