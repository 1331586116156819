import { Overview } from '@/components/metrics/overview'

export const dynamic = 'force-dynamic'

export default function OverviewPage() {
  return <Overview />
}
