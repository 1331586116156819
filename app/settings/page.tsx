import type { Metadata } from 'next'
import { AccountPage } from '@/components/access/account-page'
import { Prefetched } from '@/components/layout/prefetched'
import { ownSessionsOptions } from '@/lib/access/client'
import { listOwnSessions } from '@/lib/access/service/sessions'
import { requireViewer } from '@/lib/access/service/viewer'
import { createContext } from '@/lib/runtime/runtime'

type Props = { searchParams: Promise<Record<string, string>> }

export const metadata: Metadata = { title: 'Account' }
export const dynamic = 'force-dynamic'

export default async function AccountRoute({ searchParams }: Props) {
  const viewer = await requireViewer('/settings', searchParams)
  const load = () => listOwnSessions(createContext(viewer))
  return (
    <Prefetched
      load={(client) =>
        viewer.kind === 'user' ? [client.prefetchQuery({ ...ownSessionsOptions(), queryFn: load })] : []
      }
    >
      <AccountPage />
    </Prefetched>
  )
}
