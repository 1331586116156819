import type { Metadata } from 'next'
import { Prefetched } from '@/components/layout/prefetched'
import { SourcesPage } from '@/components/sources/sources-page'
import { requireViewer } from '@/lib/access/service/viewer'
import { createContext } from '@/lib/runtime/runtime'
import { sourcesOptions } from '@/lib/sources/client'
import { listAllSources } from '@/lib/sources/service/read'

type Props = { searchParams: Promise<Record<string, string>> }

export const metadata: Metadata = { title: 'Sources' }
export const dynamic = 'force-dynamic'

export default async function SourcesRoute({ searchParams }: Props) {
  const viewer = await requireViewer('/sources', searchParams)
  return (
    <Prefetched
      load={(client) => [
        client.prefetchQuery({ ...sourcesOptions(), queryFn: () => listAllSources(createContext(viewer)) }),
      ]}
    >
      <SourcesPage />
    </Prefetched>
  )
}
