import type { Metadata } from 'next'
import { ClosedPage } from '@/components/access/closed-page'
import { PeoplePage } from '@/components/access/people-page'
import { may } from '@/lib/access/permissions'
import { requireViewer } from '@/lib/access/service/viewer'

type Props = { searchParams: Promise<Record<string, string>> }

export const metadata: Metadata = { title: 'People' }
export const dynamic = 'force-dynamic'

export default async function PeopleRoute({ searchParams }: Props) {
  const viewer = await requireViewer('/settings/people', searchParams)
  return may(viewer, 'people') ? <PeoplePage /> : <ClosedPage title="People" needs="people" />
}
