import type { Metadata } from 'next'
import { ClosedPage } from '@/components/access/closed-page'
import { KeysPage } from '@/components/access/keys-page'
import { Prefetched } from '@/components/layout/prefetched'
import { keysOptions, mostKeys } from '@/lib/access/key-client'
import { may } from '@/lib/access/permissions'
import { listKeys } from '@/lib/access/service/keys'
import { requireViewer } from '@/lib/access/service/viewer'
import { createContext } from '@/lib/runtime/runtime'

type Props = { searchParams: Promise<Record<string, string>> }

export const metadata: Metadata = { title: 'API keys' }
export const dynamic = 'force-dynamic'

export default async function KeysRoute({ searchParams }: Props) {
  const viewer = await requireViewer('/settings/keys', searchParams)
  if (!may(viewer, 'keys')) return <ClosedPage title="API keys" needs="keys" />
  return (
    <Prefetched
      load={(client) => [
        client.prefetchQuery({
          ...keysOptions(),
          queryFn: () => listKeys(createContext(viewer), { limit: mostKeys }),
        }),
      ]}
    >
      <KeysPage />
    </Prefetched>
  )
}
