import type { Metadata } from 'next'
import { ClosedPage } from '@/components/access/closed-page'
import { NewSourcePage } from '@/components/sources/new-source-page'
import { may } from '@/lib/access/permissions'
import { requireViewer } from '@/lib/access/service/viewer'

type Props = { searchParams: Promise<Record<string, string>> }

export const metadata: Metadata = { title: 'Add a source' }
export const dynamic = 'force-dynamic'

export default async function NewSourceRoute({ searchParams }: Props) {
  const viewer = await requireViewer('/sources/new', searchParams)
  if (!may(viewer, 'sources')) return <ClosedPage title="Add a source" needs="sources" />
  return <NewSourcePage />
}
