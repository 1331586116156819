import type { Metadata } from 'next'
import { MetricPage } from '@/components/metrics/metric-page'

type Props = { params: Promise<{ name: string }> }

export const dynamic = 'force-dynamic'

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: decodeURIComponent((await params).name) }
}

export default async function ExploreMetricPage({ params }: Props) {
  return <MetricPage name={decodeURIComponent((await params).name)} />
}
