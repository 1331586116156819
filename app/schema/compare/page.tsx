import type { Metadata } from 'next'
import { ComparePage } from '@/components/schema/compare-page'
import { requireViewer } from '@/lib/access/service/viewer'

type Props = { searchParams: Promise<Record<string, string>> }

export const metadata: Metadata = { title: 'Compare schemas' }
export const dynamic = 'force-dynamic'

export default async function CompareRoute({ searchParams }: Props) {
  await requireViewer('/schema/compare', searchParams)
  return <ComparePage />
}
