import type { Metadata } from 'next'
import { NewRulePage } from '@/components/alerts/rule-page'
import { requireViewer } from '@/lib/access/service/viewer'

type Props = { searchParams: Promise<Record<string, string>> }

export const metadata: Metadata = { title: 'New rule' }
export const dynamic = 'force-dynamic'

export default async function NewRuleRoute({ searchParams }: Props) {
  await requireViewer('/alerts/rules/new', searchParams)
  return <NewRulePage />
}
