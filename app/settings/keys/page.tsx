import type { Metadata } from 'next'
import { ClosedPage } from '@/components/access/closed-page'
import { KeysPage } from '@/components/access/keys-page'
import { may } from '@/lib/access/permissions'
import { requireViewer } from '@/lib/access/service/viewer'

type Props = { searchParams: Promise<Record<string, string>> }

export const metadata: Metadata = { title: 'API keys' }
export const dynamic = 'force-dynamic'

export default async function KeysRoute({ searchParams }: Props) {
  const viewer = await requireViewer('/settings/keys', searchParams)
  return may(viewer, 'keys') ? <KeysPage /> : <ClosedPage title="API keys" needs="keys" />
}
