import type { Metadata } from 'next'
import { InspectPage } from '@/components/events/inspect-page'
import { requireViewer } from '@/lib/access/service/viewer'

type Props = { searchParams: Promise<Record<string, string>> }

export const metadata: Metadata = { title: 'Inspect a message' }
export const dynamic = 'force-dynamic'

export default async function InspectRoute({ searchParams }: Props) {
  await requireViewer('/events/inspect', searchParams)
  return <InspectPage />
}
