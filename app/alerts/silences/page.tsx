import type { Metadata } from 'next'
import { SilencesPage } from '@/components/alerts/silences-page'
import { requireViewer } from '@/lib/access/service/viewer'

type Props = { searchParams: Promise<Record<string, string>> }

export const metadata: Metadata = { title: 'Silences' }
export const dynamic = 'force-dynamic'

export default async function SilencesRoute({ searchParams }: Props) {
  await requireViewer('/alerts/silences', searchParams)
  return <SilencesPage />
}
