import type { Metadata } from 'next'
import { AnomalyPage } from '@/components/anomalies/anomaly-page'

type Props = { params: Promise<{ id: string }> }

export const metadata: Metadata = { title: 'Anomaly' }
export const dynamic = 'force-dynamic'

export default async function AnomalyDetailPage({ params }: Props) {
  return <AnomalyPage id={(await params).id} />
}
