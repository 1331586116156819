import { headers } from 'next/headers'
import { newestOpen } from '@/components/anomalies/newest-open'
import { Prefetched } from '@/components/layout/prefetched'
import { eventMetrics } from '@/components/metrics/activity'
import { Overview } from '@/components/metrics/overview'
import { anomalyListOptions } from '@/lib/anomalies/client'
import { anomalyListQuery } from '@/lib/anomalies/contract'
import { listAnomalies } from '@/lib/anomalies/service/read'
import { dashboardListOptions } from '@/lib/dashboards/client'
import { listDashboards } from '@/lib/dashboards/service/list-dashboards'
import { admit } from '@/lib/http/guards'
import { metricListOptions } from '@/lib/metrics/client'
import { listMetrics } from '@/lib/metrics/service/list'
import { createContext } from '@/lib/runtime/runtime'

export const dynamic = 'force-dynamic'

export default async function OverviewPage() {
  const asked = await headers()
  const context = async () => createContext(await admit('read', asked))
  return (
    <Prefetched
      load={(client) => [
        client.prefetchQuery({
          ...metricListOptions(eventMetrics),
          queryFn: async () => listMetrics(await context(), eventMetrics),
        }),
        client.prefetchQuery({
          ...anomalyListOptions(newestOpen),
          queryFn: async () => listAnomalies(await context(), anomalyListQuery.parse(newestOpen)),
        }),
        client.prefetchQuery({
          ...dashboardListOptions(),
          queryFn: async () => listDashboards(await context(), { limit: 1000 }),
        }),
      ]}
    >
      <Overview />
    </Prefetched>
  )
}
