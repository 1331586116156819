import type { Metadata } from 'next'
import { ViolationPage } from '@/components/quality/violation-page'
import { requireViewer } from '@/lib/access/service/viewer'

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Record<string, string>> }

export const metadata: Metadata = { title: 'Violation' }
export const dynamic = 'force-dynamic'

export default async function ViolationRoute({ params, searchParams }: Props) {
  const { id } = await params
  await requireViewer(`/quality/violations/${encodeURIComponent(id)}`, searchParams)
  return <ViolationPage id={id} />
}
