import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { DashboardsPage } from '@/components/dashboards/dashboards-page'
import { Prefetched } from '@/components/layout/prefetched'
import { dashboardListOptions } from '@/lib/dashboards/client'
import { listDashboards } from '@/lib/dashboards/service/list-dashboards'
import { admit } from '@/lib/http/guards'
import { createContext } from '@/lib/runtime/runtime'

export const metadata: Metadata = { title: 'Dashboards' }
export const dynamic = 'force-dynamic'

export default async function Page() {
  const asked = await headers()
  const queryFn = async () => listDashboards(createContext(await admit('read', asked)), { limit: 1000 })
  return (
    <Prefetched load={(client) => [client.prefetchQuery({ ...dashboardListOptions(), queryFn })]}>
      <DashboardsPage />
    </Prefetched>
  )
}
