import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { Prefetched } from '@/components/layout/prefetched'
import { MetricPage } from '@/components/metrics/metric-page'
import { findViewer, requireViewer } from '@/lib/access/service/viewer'
import { AppError } from '@/lib/errors/app-error'
import { metricOptions } from '@/lib/metrics/client'
import { getMetric } from '@/lib/metrics/service/list'
import { createContext } from '@/lib/runtime/runtime'

type Props = { params: Promise<{ name: string }>; searchParams: Promise<Record<string, string>> }

export const dynamic = 'force-dynamic'

/** The metric, or null where only the browser can say why there is none. */
const readMetric = cache(async (name: string) => {
  const viewer = await findViewer()
  if (!viewer) return null
  try {
    return await getMetric(createContext(viewer), name)
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') notFound()
    return null
  }
})

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: decodeURIComponent((await params).name) }
}

export default async function ExploreMetricPage({ params, searchParams }: Props) {
  const name = decodeURIComponent((await params).name)
  await requireViewer(`/explore/${encodeURIComponent(name)}`, searchParams)
  const metric = await readMetric(name)
  return (
    <Prefetched
      load={(client) => (metric ? [client.prefetchQuery({ ...metricOptions(name), queryFn: () => metric })] : [])}
    >
      <MetricPage name={name} />
    </Prefetched>
  )
}
