import type { Metadata } from 'next'
import { MetricList } from '@/components/metrics/metric-list'

export const metadata: Metadata = { title: 'Metrics' }
export const dynamic = 'force-dynamic'

export default function ExplorePage() {
  return <MetricList />
}
