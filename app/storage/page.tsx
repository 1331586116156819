import type { Metadata } from 'next'
import { Prefetched } from '@/components/layout/prefetched'
import { StoragePage } from '@/components/storage/storage-page'
import { requireViewer } from '@/lib/access/service/viewer'
import { createContext } from '@/lib/runtime/runtime'
import { storageOptions } from '@/lib/storage/client'
import { readStorage } from '@/lib/storage/service/read-storage'

type Props = { searchParams: Promise<Record<string, string>> }

export const metadata: Metadata = { title: 'Storage' }
export const dynamic = 'force-dynamic'

export default async function StorageRoute({ searchParams }: Props) {
  const viewer = await requireViewer('/storage', searchParams)
  return (
    <Prefetched
      load={(client) => [
        client.prefetchQuery({ ...storageOptions(), queryFn: async () => readStorage(createContext(viewer)) }),
      ]}
    >
      <StoragePage />
    </Prefetched>
  )
}
