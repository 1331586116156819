import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { HistoryPage } from '@/components/dashboards/history-page'
import { Prefetched } from '@/components/layout/prefetched'
import { requireViewer } from '@/lib/access/service/viewer'
import { dashboardOptions, versionListOptions } from '@/lib/dashboards/client'
import { dashboardParams } from '@/lib/dashboards/contract'
import { keptVersions } from '@/lib/dashboards/limits'
import { getDashboard } from '@/lib/dashboards/service/get-dashboard'
import { listVersions } from '@/lib/dashboards/service/versions'

import { createContext } from '@/lib/runtime/runtime'

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Record<string, string>> }

export const metadata: Metadata = { title: 'History' }
export const dynamic = 'force-dynamic'

export default async function Page({ params, searchParams }: Props) {
  const { id } = await params
  const viewer = await requireViewer(`/dashboards/${encodeURIComponent(id)}/history`, searchParams)
  if (!dashboardParams.safeParse({ id }).success) notFound()
  const context = createContext(viewer)
  return (
    <Prefetched
      load={(client) => [
        client.prefetchQuery({ ...dashboardOptions(id), queryFn: () => getDashboard(context, id) }),
        client.prefetchQuery({
          ...versionListOptions(id),
          queryFn: () => listVersions(context, id, { limit: keptVersions }),
        }),
      ]}
    >
      <HistoryPage id={id} />
    </Prefetched>
  )
}
