import type { Metadata } from 'next'
import { AlertRulesPage } from '@/components/alerts/rules-page'
import { requireViewer } from '@/lib/access/service/viewer'

type Props = { searchParams: Promise<Record<string, string>> }

export const metadata: Metadata = { title: 'Alert rules' }
export const dynamic = 'force-dynamic'

export default async function AlertRulesRoute({ searchParams }: Props) {
  await requireViewer('/alerts/rules', searchParams)
  return <AlertRulesPage />
}
