import type { Metadata } from 'next'
import { RulePage } from '@/components/alerts/rule-page'
import { requireViewer } from '@/lib/access/service/viewer'

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Record<string, string>> }

export const metadata: Metadata = { title: 'Alert rule' }
export const dynamic = 'force-dynamic'

export default async function RuleRoute({ params, searchParams }: Props) {
  const { id } = await params
  await requireViewer(`/alerts/rules/${encodeURIComponent(id)}`, searchParams)
  return <RulePage id={id} />
}
