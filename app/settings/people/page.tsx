import type { Metadata } from 'next'
import { ClosedPage } from '@/components/access/closed-page'
import { PeoplePage } from '@/components/access/people-page'
import { Prefetched } from '@/components/layout/prefetched'
import { invitationsOptions, mostPeople, peopleOptions } from '@/lib/access/people-client'
import { may } from '@/lib/access/permissions'
import { listInvitations } from '@/lib/access/service/invitations'
import { listPeople } from '@/lib/access/service/people'
import { requireViewer } from '@/lib/access/service/viewer'
import { createContext } from '@/lib/runtime/runtime'

type Props = { searchParams: Promise<Record<string, string>> }

export const metadata: Metadata = { title: 'People' }
export const dynamic = 'force-dynamic'

export default async function PeopleRoute({ searchParams }: Props) {
  const viewer = await requireViewer('/settings/people', searchParams)
  if (!may(viewer, 'people')) return <ClosedPage title="People" needs="people" />
  const context = createContext(viewer)
  return (
    <Prefetched
      load={(client) => [
        client.prefetchQuery({ ...peopleOptions(), queryFn: () => listPeople(context, { limit: mostPeople }) }),
        client.prefetchQuery({ ...invitationsOptions(), queryFn: () => listInvitations(context) }),
      ]}
    >
      <PeoplePage />
    </Prefetched>
  )
}
