import type { Metadata } from 'next'
import { AnomalyList } from '@/components/anomalies/anomaly-list'

export const metadata: Metadata = { title: 'Anomalies' }
export const dynamic = 'force-dynamic'

export default function AnomaliesPage() {
  return <AnomalyList />
}
