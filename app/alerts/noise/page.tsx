import type { Metadata } from 'next'
import { NoisePage } from '@/components/alerts/noise-page'
import { requireViewer } from '@/lib/access/service/viewer'

type Props = { searchParams: Promise<Record<string, string>> }

export const metadata: Metadata = { title: 'Noise' }
export const dynamic = 'force-dynamic'

export default async function NoiseRoute({ searchParams }: Props) {
  await requireViewer('/alerts/noise', searchParams)
  return <NoisePage />
}
