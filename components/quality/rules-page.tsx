'use client'

import { useQuery } from '@tanstack/react-query'
import { Plus, SearchX } from 'lucide-react'
import { useSearch } from '@/components/layout/use-search'
import { useSearchText } from '@/components/layout/use-search-text'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { PageHeader } from '@/components/ui/page-header'
import { SearchInput } from '@/components/ui/search-input'
import { Select } from '@/components/ui/select'
import { SkeletonRows } from '@/components/ui/skeleton'
import { useMay } from '@/lib/access/client'
import { ruleListOptions } from '@/lib/quality/client'
import { dimensions } from '@/lib/quality/contract'
import { readRuleSearch } from './quality-search'
import { QualityTabs } from './quality-tabs'
import { RuleDialog } from './rule-dialog'
import { RuleTable } from './rule-table'

const any = 'any'

function Filters() {
  const { search, change } = useSearch()
  const wanted = readRuleSearch(search)
  const text = useSearchText()
  return (
    <div className="flex flex-wrap gap-2 border-b p-3">
      <SearchInput label="Search rules" className="min-w-52 flex-1 max-sm:basis-full" {...text} />
      <Select
        label="State"
        value={wanted.state ?? any}
        options={[
          { value: any, label: 'Any state' },
          { value: 'active', label: 'In force' },
          { value: 'proposed', label: 'Proposed' },
          { value: 'declined', label: 'Declined' },
        ]}
        onChange={(next) => change({ state: next === any ? null : next })}
      />
      <Select
        label="Dimension"
        value={wanted.dimension ?? any}
        options={[{ value: any, label: 'Any dimension' }, ...dimensions.map((value) => ({ value, label: value }))]}
        onChange={(next) => change({ dimension: next === any ? null : next })}
      />
    </div>
  )
}

/** All rules, to be made, changed, accepted and declined. */
export function RulesPage() {
  const { search, change } = useSearch()
  const wanted = readRuleSearch(search)
  const list = useQuery(ruleListOptions(wanted))
  const mayWrite = useMay('write')
  const isNarrowed = Boolean(wanted.q || wanted.state || wanted.dimension || wanted.table)
  return (
    <>
      <PageHeader
        title="Rules"
        description="What rows and tables are expected to be; learned from what has been seen, and yours to change"
        actions={
          mayWrite ? (
            <Button variant="primary" onClick={() => change({ new: '1' })}>
              <Plus aria-hidden />
              New rule
            </Button>
          ) : null
        }
      />
      <QualityTabs />
      <Card aria-label="Rules">
        <Filters />
        {list.data && list.data.count > 0 ? (
          <RuleTable rules={list.data.rules} label="Rules" />
        ) : list.data ? (
          <EmptyState
            icon={SearchX}
            title={isNarrowed ? 'No rule matches' : 'No rules yet'}
            action={
              isNarrowed ? (
                <Button onClick={() => change({ q: null, state: null, dimension: null, table: null })}>
                  Clear the filters
                </Button>
              ) : undefined
            }
          >
            Tables get rules by themselves once about 500 rows have been seen.
          </EmptyState>
        ) : list.isError ? (
          <ErrorState error={list.error} onRetry={() => list.refetch()} retrying={list.isFetching} />
        ) : (
          <SkeletonRows rows={10} label="Loading" />
        )}
      </Card>
      {mayWrite && search.get('new') ? (
        <RuleDialog table={wanted.table ?? ''} onClose={() => change({ new: null }, { replace: true })} />
      ) : null}
    </>
  )
}
