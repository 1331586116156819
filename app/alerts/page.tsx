import type { Metadata } from 'next'
import { readAlertSearch } from '@/components/alerts/alert-search'
import { AlertInboxPage } from '@/components/alerts/inbox-page'
import { Prefetched } from '@/components/layout/prefetched'
import { requireViewer } from '@/lib/access/service/viewer'
import { alertListOptions, alertSummaryOptions } from '@/lib/alerts/client'
import { alertListQuery } from '@/lib/alerts/incident-contract'
import { listAlerts } from '@/lib/alerts/service/incidents'
import { summariseAlerts } from '@/lib/alerts/service/summary'
import { createContext } from '@/lib/runtime/runtime'

type Props = { searchParams: Promise<Record<string, string>> }

export const metadata: Metadata = { title: 'Alerts' }
export const dynamic = 'force-dynamic'

export default async function AlertsRoute({ searchParams }: Props) {
  const viewer = await requireViewer('/alerts', searchParams)
  const context = createContext(viewer)
  const search = readAlertSearch(new URLSearchParams(await searchParams))
  const { include_hushed = true, ...query } = search
  return (
    <Prefetched
      load={(client) => [
        client.prefetchQuery({
          ...alertListOptions(search),
          queryFn: async () => listAlerts(context, { ...alertListQuery.parse(query), include_hushed }),
        }),
        client.prefetchQuery({ ...alertSummaryOptions(), queryFn: () => summariseAlerts(context) }),
      ]}
    >
      <AlertInboxPage />
    </Prefetched>
  )
}
