import type { Metadata } from 'next'
import { Prefetched } from '@/components/layout/prefetched'
import { QualityPage } from '@/components/quality/quality-page'
import { requireViewer } from '@/lib/access/service/viewer'
import { qualityStatsOptions, scoreOptions, violationListOptions } from '@/lib/quality/client'
import { readQualityStats, scoreQuality } from '@/lib/quality/service/score'
import { listViolations } from '@/lib/quality/service/violations'
import { createContext } from '@/lib/runtime/runtime'

type Props = { searchParams: Promise<Record<string, string>> }

export const metadata: Metadata = { title: 'Quality' }
export const dynamic = 'force-dynamic'

export default async function QualityRoute({ searchParams }: Props) {
  const viewer = await requireViewer('/quality', searchParams)
  const context = createContext(viewer)
  const open = { status: 'open', limit: 5 } as const
  return (
    <Prefetched
      load={(client) => [
        client.prefetchQuery({ ...scoreOptions(), queryFn: () => scoreQuality(context, {}) }),
        client.prefetchQuery({ ...qualityStatsOptions(), queryFn: () => readQualityStats(context) }),
        client.prefetchQuery({ ...violationListOptions(open), queryFn: () => listViolations(context, open) }),
      ]}
    >
      <QualityPage />
    </Prefetched>
  )
}
