import type { Metadata } from 'next'
import { ChannelsPage } from '@/components/alerts/channels-page'
import { requireViewer } from '@/lib/access/service/viewer'

type Props = { searchParams: Promise<Record<string, string>> }

export const metadata: Metadata = { title: 'Channels' }
export const dynamic = 'force-dynamic'

export default async function ChannelsRoute({ searchParams }: Props) {
  await requireViewer('/alerts/channels', searchParams)
  return <ChannelsPage />
}
