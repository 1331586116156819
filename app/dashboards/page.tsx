import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { DashboardsPage } from '@/components/dashboards/dashboards-page'
import { dashboardListOptions } from '@/lib/dashboards/client'
import { listDashboards } from '@/lib/dashboards/service/list-dashboards'
import { admit } from '@/lib/http/guards'
import { createContext } from '@/lib/runtime/runtime'

export const metadata: Metadata = { title: 'Dashboards' }
export const dynamic = 'force-dynamic'

export default async function Page() {
  const client = new QueryClient()
  const asked = await headers()
  await client.prefetchQuery({
    ...dashboardListOptions(),
    queryFn: async () => listDashboards(createContext(await admit('read', asked)), { limit: 1000 }),
    retry: false,
  })
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <DashboardsPage />
    </HydrationBoundary>
  )
}
