import type { Metadata } from 'next'
import { AuditPage } from '@/components/access/audit-page'
import { ClosedPage } from '@/components/access/closed-page'
import { may } from '@/lib/access/permissions'
import { requireViewer } from '@/lib/access/service/viewer'

type Props = { searchParams: Promise<Record<string, string>> }

export const metadata: Metadata = { title: 'Audit log' }
export const dynamic = 'force-dynamic'

export default async function AuditRoute({ searchParams }: Props) {
  const viewer = await requireViewer('/settings/audit', searchParams)
  return may(viewer, 'audit') ? <AuditPage /> : <ClosedPage title="Audit log" needs="audit" />
}
