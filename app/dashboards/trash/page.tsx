import type { Metadata } from 'next'
import { TrashPage } from '@/components/dashboards/trash-page'
import { Prefetched } from '@/components/layout/prefetched'
import { requireViewer } from '@/lib/access/service/viewer'
import { trashOptions } from '@/lib/dashboards/client'
import { listDashboards } from '@/lib/dashboards/service/list-dashboards'
import { createContext } from '@/lib/runtime/runtime'

export const metadata: Metadata = { title: 'Trash' }
export const dynamic = 'force-dynamic'

export default async function Page() {
  const viewer = await requireViewer('/dashboards/trash')
  const queryFn = async () => listDashboards(createContext(viewer), { limit: 1000, deleted: true })
  return (
    <Prefetched load={(client) => [client.prefetchQuery({ ...trashOptions(), queryFn })]}>
      <TrashPage />
    </Prefetched>
  )
}
