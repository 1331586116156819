import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { Prefetched } from '@/components/layout/prefetched'
import { SourcePage } from '@/components/sources/source-page'
import { findViewer, requireViewer } from '@/lib/access/service/viewer'
import { AppError } from '@/lib/errors/app-error'
import { createContext } from '@/lib/runtime/runtime'
import { sourceOptions } from '@/lib/sources/client'
import { sourceParams } from '@/lib/sources/list-contract'
import { getSource } from '@/lib/sources/service/read'

type Props = { params: Promise<{ name: string }>; searchParams: Promise<Record<string, string>> }

export const dynamic = 'force-dynamic'

const nameOf = async (params: Props['params']) => decodeURIComponent((await params).name)

/** The source, or null where only the browser can say why there is none. */
const readSource = cache(async (name: string) => {
  const viewer = await findViewer()
  if (!viewer) return null
  if (!sourceParams.safeParse({ name }).success) notFound()
  try {
    return await getSource(createContext(viewer), name)
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') notFound()
    return null
  }
})

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await readSource(await nameOf(params)))?.name ?? 'Source' }
}

export default async function SourceRoute({ params, searchParams }: Props) {
  const name = await nameOf(params)
  await requireViewer(`/sources/${encodeURIComponent(name)}`, searchParams)
  const source = await readSource(name)
  return (
    <Prefetched
      load={(client) => (source ? [client.prefetchQuery({ ...sourceOptions(name), queryFn: () => source })] : [])}
    >
      <SourcePage name={name} />
    </Prefetched>
  )
}
