import { newestOpen } from '@/components/anomalies/newest-open'
import { Prefetched } from '@/components/layout/prefetched'
import { eventMetrics } from '@/components/metrics/activity'
import { Overview } from '@/components/metrics/overview'
import { requireViewer } from '@/lib/access/service/viewer'
import { anomalyListOptions } from '@/lib/anomalies/client'
import { anomalyListQuery } from '@/lib/anomalies/contract'
import { listAnomalies } from '@/lib/anomalies/service/read'
import { dashboardListOptions } from '@/lib/dashboards/client'
import { listDashboards } from '@/lib/dashboards/service/list-dashboards'
import { metricListOptions } from '@/lib/metrics/client'
import { listMetrics } from '@/lib/metrics/service/list'
import { createContext } from '@/lib/runtime/runtime'

export const dynamic = 'force-dynamic'

export default async function OverviewPage() {
  const viewer = await requireViewer('/')
  const context = () => createContext(viewer)
  return (
    <Prefetched
      load={(client) => [
        client.prefetchQuery({
          ...metricListOptions(eventMetrics),
          queryFn: async () => listMetrics(context(), eventMetrics),
        }),
        client.prefetchQuery({
          ...anomalyListOptions(newestOpen),
          queryFn: async () => listAnomalies(context(), anomalyListQuery.parse(newestOpen)),
        }),
        client.prefetchQuery({
          ...dashboardListOptions(),
          queryFn: async () => listDashboards(context(), { limit: 1000 }),
        }),
      ]}
    >
      <Overview />
    </Prefetched>
  )
}
