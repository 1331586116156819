import type { Metadata } from 'next'
import { Prefetched } from '@/components/layout/prefetched'
import { readViolationSearch } from '@/components/quality/quality-search'
import { ViolationsPage } from '@/components/quality/violations-page'
import { requireViewer } from '@/lib/access/service/viewer'
import { violationListOptions } from '@/lib/quality/client'
import { listViolations } from '@/lib/quality/service/violations'
import { violationListQuery } from '@/lib/quality/violation-contract'
import { createContext } from '@/lib/runtime/runtime'

type Props = { searchParams: Promise<Record<string, string>> }

export const metadata: Metadata = { title: 'Violations' }
export const dynamic = 'force-dynamic'

export default async function ViolationsRoute({ searchParams }: Props) {
  const viewer = await requireViewer('/quality/violations', searchParams)
  const search = readViolationSearch(new URLSearchParams(await searchParams))
  return (
    <Prefetched
      load={(client) => [
        client.prefetchQuery({
          ...violationListOptions(search),
          queryFn: async () => listViolations(createContext(viewer), violationListQuery.parse(search)),
        }),
      ]}
    >
      <ViolationsPage />
    </Prefetched>
  )
}
