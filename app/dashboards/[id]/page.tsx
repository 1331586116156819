import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { BoardPage } from '@/components/dashboards/board-page'
import { Prefetched } from '@/components/layout/prefetched'
import { findViewer, requireViewer } from '@/lib/access/service/viewer'
import { dashboardOptions } from '@/lib/dashboards/client'
import { dashboardParams } from '@/lib/dashboards/contract'
import { getDashboard } from '@/lib/dashboards/service/get-dashboard'
import { AppError } from '@/lib/errors/app-error'
import { createContext } from '@/lib/runtime/runtime'

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Record<string, string>> }

export const dynamic = 'force-dynamic'

/** The board, or null where only the browser can say why there is none. */
const readBoard = cache(async (id: string) => {
  const viewer = await findViewer()
  if (!viewer) return null
  if (!dashboardParams.safeParse({ id }).success) notFound()
  try {
    return await getDashboard(createContext(viewer), id)
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') notFound()
    return null
  }
})

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const board = await readBoard((await params).id)
  return { title: board?.name ?? 'Dashboard' }
}

export default async function Page({ params, searchParams }: Props) {
  const { id } = await params
  await requireViewer(`/dashboards/${encodeURIComponent(id)}`, searchParams)
  const board = await readBoard(id)
  return (
    <Prefetched
      load={(client) => (board ? [client.prefetchQuery({ ...dashboardOptions(id), queryFn: () => board })] : [])}
    >
      <BoardPage id={id} />
    </Prefetched>
  )
}
