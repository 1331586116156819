import type { Metadata } from 'next'
import { AlertPage } from '@/components/alerts/alert-page'
import { requireViewer } from '@/lib/access/service/viewer'

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Record<string, string>> }

export const metadata: Metadata = { title: 'Alert' }
export const dynamic = 'force-dynamic'

export default async function AlertRoute({ params, searchParams }: Props) {
  const { id } = await params
  await requireViewer(`/alerts/${encodeURIComponent(id)}`, searchParams)
  return <AlertPage id={id} />
}
