import type { Metadata } from 'next'
import { NoisePage } from '@/components/alerts/noise-page'
import { Prefetched } from '@/components/layout/prefetched'
import { requireViewer } from '@/lib/access/service/viewer'
import { alertSummaryOptions } from '@/lib/alerts/client'
import { summariseAlerts } from '@/lib/alerts/service/summary'
import { createContext } from '@/lib/runtime/runtime'

type Props = { searchParams: Promise<Record<string, string>> }

export const metadata: Metadata = { title: 'Noise' }
export const dynamic = 'force-dynamic'

export default async function NoiseRoute({ searchParams }: Props) {
  const viewer = await requireViewer('/alerts/noise', searchParams)
  return (
    <Prefetched
      load={(client) => [
        client.prefetchQuery({ ...alertSummaryOptions(), queryFn: () => summariseAlerts(createContext(viewer)) }),
      ]}
    >
      <NoisePage />
    </Prefetched>
  )
}
