import type { Metadata } from 'next'
import { readEventSearch } from '@/components/events/event-search'
import { EventsPage } from '@/components/events/events-page'
import { Prefetched } from '@/components/layout/prefetched'
import { requireViewer } from '@/lib/access/service/viewer'
import { eventTailOptions, tailLength } from '@/lib/events/client'
import { listPlainEvents } from '@/lib/events/service/list'
import { createContext } from '@/lib/runtime/runtime'

type Props = { searchParams: Promise<Record<string, string>> }

export const metadata: Metadata = { title: 'Events' }
export const dynamic = 'force-dynamic'

export default async function EventsRoute({ searchParams }: Props) {
  const viewer = await requireViewer('/events', searchParams)
  const search = readEventSearch(new URLSearchParams(await searchParams))
  return (
    <Prefetched
      load={(client) => [
        client.prefetchQuery({
          ...eventTailOptions(search),
          queryFn: async () => listPlainEvents(createContext(viewer), { limit: tailLength, ...search }),
        }),
      ]}
    >
      <EventsPage />
    </Prefetched>
  )
}
