import type { Metadata } from 'next'
import { ReportPage } from '@/components/quality/report-page'
import { requireViewer } from '@/lib/access/service/viewer'

type Props = { searchParams: Promise<Record<string, string>> }

export const metadata: Metadata = { title: 'Quality report' }
export const dynamic = 'force-dynamic'

export default async function ReportRoute({ searchParams }: Props) {
  await requireViewer('/quality/report', searchParams)
  return <ReportPage />
}
