import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { AnomalyPage } from '@/components/anomalies/anomaly-page'
import { Prefetched } from '@/components/layout/prefetched'
import { findViewer, requireViewer } from '@/lib/access/service/viewer'
import { anomalyOptions } from '@/lib/anomalies/client'
import { getAnomaly } from '@/lib/anomalies/service/read'
import { AppError } from '@/lib/errors/app-error'
import { createContext } from '@/lib/runtime/runtime'

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Record<string, string>> }

export const dynamic = 'force-dynamic'

/** The anomaly, or null where only the browser can say why there is none. */
const readAnomaly = cache(async (id: string) => {
  const viewer = await findViewer()
  if (!viewer) return null
  try {
    return await getAnomaly(createContext(viewer), id)
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') notFound()
    return null
  }
})

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const anomaly = await readAnomaly((await params).id)
  return { title: anomaly ? `${anomaly.metric_name}: ${anomaly.severity} ${anomaly.type}` : 'Anomaly' }
}

export default async function AnomalyDetailPage({ params, searchParams }: Props) {
  const { id } = await params
  await requireViewer(`/anomalies/${encodeURIComponent(id)}`, searchParams)
  const anomaly = await readAnomaly(id)
  return (
    <Prefetched
      load={(client) => (anomaly ? [client.prefetchQuery({ ...anomalyOptions(id), queryFn: () => anomaly })] : [])}
    >
      <AnomalyPage id={id} />
    </Prefetched>
  )
}
