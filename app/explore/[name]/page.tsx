import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { Prefetched } from '@/components/layout/prefetched'
import { MetricPage } from '@/components/metrics/metric-page'
import { AppError } from '@/lib/errors/app-error'
import { admit } from '@/lib/http/guards'
import { metricOptions } from '@/lib/metrics/client'
import { getMetric } from '@/lib/metrics/service/list'
import { createContext } from '@/lib/runtime/runtime'

type Props = { params: Promise<{ name: string }> }

export const dynamic = 'force-dynamic'

/** The metric, or null where only the browser can say why there is none. */
const readMetric = cache(async (name: string) => {
  try {
    return await getMetric(createContext(await admit('read', await headers())), name)
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') notFound()
    return null
  }
})

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: decodeURIComponent((await params).name) }
}

export default async function ExploreMetricPage({ params }: Props) {
  const name = decodeURIComponent((await params).name)
  const metric = await readMetric(name)
  return (
    <Prefetched
      load={(client) => (metric ? [client.prefetchQuery({ ...metricOptions(name), queryFn: () => metric })] : [])}
    >
      <MetricPage name={name} />
    </Prefetched>
  )
}
