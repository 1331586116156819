import type { Metadata } from 'next'
import { Prefetched } from '@/components/layout/prefetched'
import { MetricList } from '@/components/metrics/metric-list'
import { readMetricSearch } from '@/components/metrics/metric-search'
import { requireViewer } from '@/lib/access/service/viewer'
import { metricListOptions } from '@/lib/metrics/client'
import { listMetrics } from '@/lib/metrics/service/list'
import { createContext } from '@/lib/runtime/runtime'

type Props = { searchParams: Promise<Record<string, string>> }

export const metadata: Metadata = { title: 'Metrics' }
export const dynamic = 'force-dynamic'

export default async function ExplorePage({ searchParams }: Props) {
  const viewer = await requireViewer('/explore', searchParams)
  const search = readMetricSearch(new URLSearchParams(await searchParams))
  return (
    <Prefetched
      load={(client) => [
        client.prefetchQuery({
          ...metricListOptions(search),
          queryFn: async () => listMetrics(createContext(viewer), { limit: 1000, ...search }),
        }),
      ]}
    >
      <MetricList />
    </Prefetched>
  )
}
