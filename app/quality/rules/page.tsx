import type { Metadata } from 'next'
import { Prefetched } from '@/components/layout/prefetched'
import { readRuleSearch } from '@/components/quality/quality-search'
import { RulesPage } from '@/components/quality/rules-page'
import { requireViewer } from '@/lib/access/service/viewer'
import { ruleListOptions } from '@/lib/quality/client'
import { ruleListQuery } from '@/lib/quality/contract'
import { listRules } from '@/lib/quality/service/rules'
import { createContext } from '@/lib/runtime/runtime'

type Props = { searchParams: Promise<Record<string, string>> }

export const metadata: Metadata = { title: 'Rules' }
export const dynamic = 'force-dynamic'

export default async function RulesRoute({ searchParams }: Props) {
  const viewer = await requireViewer('/quality/rules', searchParams)
  const search = readRuleSearch(new URLSearchParams(await searchParams))
  return (
    <Prefetched
      load={(client) => [
        client.prefetchQuery({
          ...ruleListOptions(search),
          queryFn: async () => listRules(createContext(viewer), ruleListQuery.parse(search)),
        }),
      ]}
    >
      <RulesPage />
    </Prefetched>
  )
}
