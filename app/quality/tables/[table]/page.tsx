import type { Metadata } from 'next'
import { TablePage } from '@/components/quality/table-page'
import { requireViewer } from '@/lib/access/service/viewer'

type Props = { params: Promise<{ table: string }>; searchParams: Promise<Record<string, string>> }

export const dynamic = 'force-dynamic'

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Quality of ${decodeURIComponent((await params).table)}` }
}

export default async function TableRoute({ params, searchParams }: Props) {
  const table = decodeURIComponent((await params).table)
  await requireViewer(`/quality/tables/${encodeURIComponent(table)}`, searchParams)
  return <TablePage table={table} />
}
