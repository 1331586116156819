import type { Metadata } from 'next'
import { AccountPage } from '@/components/access/account-page'
import { requireViewer } from '@/lib/access/service/viewer'

type Props = { searchParams: Promise<Record<string, string>> }

export const metadata: Metadata = { title: 'Account' }
export const dynamic = 'force-dynamic'

export default async function AccountRoute({ searchParams }: Props) {
  await requireViewer('/settings', searchParams)
  return <AccountPage />
}
