import type { Metadata } from 'next'
import { LetterList } from '@/components/dead-letters/letter-list'
import { readLetterSearch } from '@/components/dead-letters/letter-search'
import { Prefetched } from '@/components/layout/prefetched'
import { requireViewer } from '@/lib/access/service/viewer'
import { deadLetterListOptions } from '@/lib/dead-letters/client'
import { deadLetterListQuery } from '@/lib/dead-letters/contract'
import { listDeadLetters } from '@/lib/dead-letters/service/read'
import { createContext } from '@/lib/runtime/runtime'

type Props = { searchParams: Promise<Record<string, string>> }

export const metadata: Metadata = { title: 'Dead letters' }
export const dynamic = 'force-dynamic'

export default async function DeadLettersPage({ searchParams }: Props) {
  const viewer = await requireViewer('/events/dead-letters', searchParams)
  const search = readLetterSearch(new URLSearchParams(await searchParams))
  const { replayed, ...query } = search
  const asked = { ...query, ...(replayed === undefined ? {} : { replayed: String(replayed) }) }
  return (
    <Prefetched
      load={(client) => [
        client.prefetchQuery({
          ...deadLetterListOptions(search),
          queryFn: async () => listDeadLetters(createContext(viewer), deadLetterListQuery.parse(asked)),
        }),
      ]}
    >
      <LetterList />
    </Prefetched>
  )
}
