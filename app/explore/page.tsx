import type { Metadata } from 'next'
import { ExplorePage } from '@/components/explore/explore-page'
import { readExplore } from '@/components/explore/explore-view'
import { Prefetched } from '@/components/layout/prefetched'
import { readMetricSearch } from '@/components/metrics/metric-search'
import { requireViewer } from '@/lib/access/service/viewer'
import { metricListOptions, metricOptions } from '@/lib/metrics/client'
import { getMetric, listMetrics } from '@/lib/metrics/service/list'
import { createContext } from '@/lib/runtime/runtime'

type Props = { searchParams: Promise<Record<string, string | string[]>> }

export const metadata: Metadata = { title: 'Explore' }
export const dynamic = 'force-dynamic'

export default async function Page({ searchParams }: Props) {
  const viewer = await requireViewer('/explore', searchParams)
  const given = new URLSearchParams(
    Object.entries(await searchParams).flatMap(([name, value]) => [value].flat().map((one) => [name, one])),
  )
  const search = readMetricSearch(given)
  const { queries } = readExplore(given)
  const context = createContext(viewer)
  return (
    <Prefetched
      load={(client) =>
        queries.length > 0
          ? queries
              .filter(({ kind }) => kind === 'metric')
              .map(({ text }) =>
                client.prefetchQuery({ ...metricOptions(text), queryFn: () => getMetric(context, text) }),
              )
          : [
              client.prefetchQuery({
                ...metricListOptions(search),
                queryFn: () => listMetrics(context, { limit: 1000, ...search }),
              }),
            ]
      }
    >
      <ExplorePage />
    </Prefetched>
  )
}
