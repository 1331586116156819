import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { AlertPage } from '@/components/alerts/alert-page'
import { Prefetched } from '@/components/layout/prefetched'
import { findViewer, requireViewer } from '@/lib/access/service/viewer'
import { alertOptions } from '@/lib/alerts/client'
import { alertParams } from '@/lib/alerts/incident-contract'
import { getAlert } from '@/lib/alerts/service/incidents'
import { AppError } from '@/lib/errors/app-error'
import { createContext } from '@/lib/runtime/runtime'

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Record<string, string>> }

export const dynamic = 'force-dynamic'

/** The alert, or null where only the browser can say why there is none. */
const readAlert = cache(async (id: string) => {
  const viewer = await findViewer()
  if (!viewer) return null
  if (!alertParams.safeParse({ id }).success) notFound()
  try {
    return await getAlert(createContext(viewer), id)
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') notFound()
    return null
  }
})

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const alert = await readAlert((await params).id)
  return { title: alert?.title ?? 'Alert' }
}

export default async function AlertRoute({ params, searchParams }: Props) {
  const { id } = await params
  await requireViewer(`/alerts/${encodeURIComponent(id)}`, searchParams)
  const alert = await readAlert(id)
  return (
    <Prefetched load={(client) => (alert ? [client.prefetchQuery({ ...alertOptions(id), queryFn: () => alert })] : [])}>
      <AlertPage id={id} />
    </Prefetched>
  )
}
