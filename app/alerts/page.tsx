import type { Metadata } from 'next'
import { AlertInboxPage } from '@/components/alerts/inbox-page'
import { requireViewer } from '@/lib/access/service/viewer'

type Props = { searchParams: Promise<Record<string, string>> }

export const metadata: Metadata = { title: 'Alerts' }
export const dynamic = 'force-dynamic'

export default async function AlertsRoute({ searchParams }: Props) {
  await requireViewer('/alerts', searchParams)
  return <AlertInboxPage />
}
