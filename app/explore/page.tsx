import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { Prefetched } from '@/components/layout/prefetched'
import { MetricList } from '@/components/metrics/metric-list'
import { readMetricSearch } from '@/components/metrics/metric-search'
import { admit } from '@/lib/http/guards'
import { metricListOptions } from '@/lib/metrics/client'
import { listMetrics } from '@/lib/metrics/service/list'
import { createContext } from '@/lib/runtime/runtime'

type Props = { searchParams: Promise<Record<string, string>> }

export const metadata: Metadata = { title: 'Metrics' }
export const dynamic = 'force-dynamic'

export default async function ExplorePage({ searchParams }: Props) {
  const asked = await headers()
  const context = async () => createContext(await admit('read', asked))
  const search = readMetricSearch(new URLSearchParams(await searchParams))
  return (
    <Prefetched
      load={(client) => [
        client.prefetchQuery({
          ...metricListOptions(search),
          queryFn: async () => listMetrics(await context(), { limit: 1000, ...search }),
        }),
      ]}
    >
      <MetricList />
    </Prefetched>
  )
}
