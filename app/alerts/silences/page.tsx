import type { Metadata } from 'next'
import { readSilenceSearch } from '@/components/alerts/alert-search'
import { SilencesPage } from '@/components/alerts/silences-page'
import { Prefetched } from '@/components/layout/prefetched'
import { requireViewer } from '@/lib/access/service/viewer'
import { silencesOptions } from '@/lib/alerts/client'
import { silenceListQuery } from '@/lib/alerts/routing-contract'
import { listSilences } from '@/lib/alerts/service/silences'
import { createContext } from '@/lib/runtime/runtime'

type Props = { searchParams: Promise<Record<string, string>> }

export const metadata: Metadata = { title: 'Silences' }
export const dynamic = 'force-dynamic'

export default async function SilencesRoute({ searchParams }: Props) {
  const viewer = await requireViewer('/alerts/silences', searchParams)
  const search = readSilenceSearch(new URLSearchParams(await searchParams))
  return (
    <Prefetched
      load={(client) => [
        client.prefetchQuery({
          ...silencesOptions(search),
          queryFn: async () => listSilences(createContext(viewer), silenceListQuery.parse(search)),
        }),
      ]}
    >
      <SilencesPage />
    </Prefetched>
  )
}
