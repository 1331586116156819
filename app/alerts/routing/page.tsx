import type { Metadata } from 'next'
import { RoutingPage } from '@/components/alerts/routing-page'
import { requireViewer } from '@/lib/access/service/viewer'

type Props = { searchParams: Promise<Record<string, string>> }

export const metadata: Metadata = { title: 'Routing' }
export const dynamic = 'force-dynamic'

export default async function RoutingRoute({ searchParams }: Props) {
  await requireViewer('/alerts/routing', searchParams)
  return <RoutingPage />
}
