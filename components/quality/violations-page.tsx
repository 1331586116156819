'use client'

import { useQuery } from '@tanstack/react-query'
import { ShieldCheck } from 'lucide-react'
import { useSearch } from '@/components/layout/use-search'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { LongerList, useListLimit } from '@/components/ui/longer-list'
import { PageHeader } from '@/components/ui/page-header'
import { Segmented } from '@/components/ui/segmented'
import { Select } from '@/components/ui/select'
import { SkeletonRows } from '@/components/ui/skeleton'
import { scoreOptions, violationListOptions } from '@/lib/quality/client'
import { severities } from '@/lib/quality/contract'
import { readViolationSearch } from './quality-search'
import { QualityTabs } from './quality-tabs'
import { ViolationRows } from './violation-rows'

const any = 'any'
const statuses = [
  { value: 'open', label: 'Open' },
  { value: 'acknowledged', label: 'Acknowledged' },
  { value: 'resolved', label: 'Resolved' },
  { value: 'all', label: 'All' },
] as const

function Filters() {
  const { search, change } = useSearch()
  const { status = 'open', severity, table } = readViolationSearch(search)
  const tables = useQuery(scoreOptions()).data?.tables ?? []
  return (
    <div className="flex flex-wrap gap-2 p-3">
      <Segmented label="Status" value={status} options={statuses} onChange={(next) => change({ status: next })} />
      <Select
        label="Severity"
        value={severity ?? any}
        options={[{ value: any, label: 'Any severity' }, ...severities.map((value) => ({ value, label: value }))]}
        onChange={(next) => change({ severity: next === any ? null : next })}
      />
      <Select
        label="Table"
        value={table ?? any}
        options={[{ value: any, label: 'Any table' }, ...tables.map((one) => ({ value: one.table, label: one.table }))]}
        onChange={(next) => change({ table: next === any ? null : next })}
      />
    </div>
  )
}

/** Rules that were broken for a while, the newest first. */
export function ViolationsPage() {
  const { search } = useSearch()
  const length = useListLimit()
  const wanted = { ...readViolationSearch(search), limit: length.limit }
  const list = useQuery(violationListOptions(wanted))
  return (
    <>
      <PageHeader title="Violations" description="Rules that rows broke; each ends by itself when rows meet it again" />
      <QualityTabs />
      <Card aria-label="Violations">
        <Filters />
        {list.data && list.data.count > 0 ? (
          <ViolationRows violations={list.data.violations} />
        ) : list.data ? (
          <EmptyState
            icon={ShieldCheck}
            title={wanted.status === 'open' ? 'Nothing is open' : 'None'}
            className="border-t"
          >
            {wanted.status === 'open' ? 'Every rule is met, acknowledged or met again.' : 'No violation is like that.'}
          </EmptyState>
        ) : list.isError ? (
          <ErrorState error={list.error} onRetry={() => list.refetch()} retrying={list.isFetching} />
        ) : (
          <SkeletonRows rows={8} label="Loading" />
        )}
        <LongerList length={length} list={list} />
      </Card>
    </>
  )
}
