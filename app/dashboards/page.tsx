import type { Metadata } from 'next'
import { DashboardsPage } from '@/components/dashboards/dashboards-page'
import { Prefetched } from '@/components/layout/prefetched'
import { requireViewer } from '@/lib/access/service/viewer'
import { dashboardListOptions } from '@/lib/dashboards/client'
import { listDashboards } from '@/lib/dashboards/service/list-dashboards'
import { createContext } from '@/lib/runtime/runtime'

export const metadata: Metadata = { title: 'Dashboards' }
export const dynamic = 'force-dynamic'

export default async function Page() {
  const viewer = await requireViewer('/dashboards')
  const queryFn = async () => listDashboards(createContext(viewer), { limit: 1000 })
  return (
    <Prefetched load={(client) => [client.prefetchQuery({ ...dashboardListOptions(), queryFn })]}>
      <DashboardsPage />
    </Prefetched>
  )
}
