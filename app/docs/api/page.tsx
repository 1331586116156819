import type { Metadata } from 'next'
import { ReferenceIndex } from '@/components/reference/reference-index'
import { requireViewer } from '@/lib/access/service/viewer'

export const metadata: Metadata = { title: 'API' }
export const dynamic = 'force-dynamic'

export default async function ApiRoute() {
  await requireViewer('/docs/api')
  return <ReferenceIndex />
}
