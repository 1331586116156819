import type { Metadata } from 'next'
import { readRuleSearch } from '@/components/alerts/alert-search'
import { AlertRulesPage } from '@/components/alerts/rules-page'
import { Prefetched } from '@/components/layout/prefetched'
import { requireViewer } from '@/lib/access/service/viewer'
import { alertRulesOptions } from '@/lib/alerts/client'
import { ruleListQuery } from '@/lib/alerts/contract'
import { listRules } from '@/lib/alerts/service/rules'
import { createContext } from '@/lib/runtime/runtime'

type Props = { searchParams: Promise<Record<string, string>> }

export const metadata: Metadata = { title: 'Alert rules' }
export const dynamic = 'force-dynamic'

export default async function AlertRulesRoute({ searchParams }: Props) {
  const viewer = await requireViewer('/alerts/rules', searchParams)
  const search = readRuleSearch(new URLSearchParams(await searchParams))
  return (
    <Prefetched
      load={(client) => [
        client.prefetchQuery({
          ...alertRulesOptions(search),
          queryFn: async () => listRules(createContext(viewer), ruleListQuery.parse(search)),
        }),
      ]}
    >
      <AlertRulesPage />
    </Prefetched>
  )
}
