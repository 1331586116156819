'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { CircleCheck, Radar } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { useSearch } from '@/components/layout/use-search'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { PageHeader } from '@/components/ui/page-header'
import { SkeletonRows } from '@/components/ui/skeleton'
import { Table, TableBody, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { anomalyListOptions } from '@/lib/anomalies/client'
import { AnomalyFilters } from './anomaly-filters'
import { AnomalyRow } from './anomaly-row'
import { readAnomalySearch } from './anomaly-search'

const page = 100
const most = 1000

function Nothing({ status, filtered, onAll }: { status?: string; filtered: boolean; onAll: () => void }) {
  const quiet = status === 'open' && !filtered
  return (
    <EmptyState
      icon={CircleCheck}
      title={quiet ? 'Nothing unusual right now' : 'No anomaly matches'}
      action={<Button onClick={onAll}>Show all anomalies</Button>}
    >
      {quiet
        ? 'DataWatch learns what is usual for each metric at each hour of the week, and lists here what is not.'
        : null}
    </EmptyState>
  )
}

/** What was unusual, newest first. */
export function AnomalyList() {
  const { search, change } = useSearch()
  const [limit, setLimit] = useState(page)
  const wanted = { ...readAnomalySearch(search), limit }
  const list = useQuery({ ...anomalyListOptions(wanted), placeholderData: keepPreviousData })
  const filtered = Boolean(wanted.severity || wanted.table || wanted.metric)
  return (
    <>
      <PageHeader
        title="Anomalies"
        description="What was unusual for its hour and its day, newest first"
        actions={
          <Button asChild>
            <Link href="/anomalies/detection">
              <Radar aria-hidden className="text-muted-foreground" />
              What is watched
            </Link>
          </Button>
        }
      />
      <Card aria-label="Anomalies">
        <AnomalyFilters />
        {list.data && list.data.count > 0 ? (
          <Table aria-label="Anomalies">
            <TableHeader className="max-sm:sr-only">
              <TableRow className="hover:bg-transparent">
                <TableHead className="max-sm:hidden">Severity</TableHead>
                <TableHead>Metric</TableHead>
                <TableHead className="max-lg:hidden">Started</TableHead>
                <TableHead className="max-sm:hidden">Status</TableHead>
                <TableHead>
                  <span className="sr-only">Action</span>
                </TableHead>
              </TableRow>
            </TableHeader>
            <TableBody>
              {list.data.anomalies.map((anomaly) => (
                <AnomalyRow key={anomaly.id} anomaly={anomaly} />
              ))}
            </TableBody>
          </Table>
        ) : list.data ? (
          <Nothing
            status={wanted.status}
            filtered={filtered}
            onAll={() => change({ status: 'all', severity: null, table: null, metric: null })}
          />
        ) : list.isError ? (
          <ErrorState error={list.error} onRetry={() => list.refetch()} retrying={list.isFetching} />
        ) : (
          <SkeletonRows rows={8} label="Loading anomalies" />
        )}
        {list.data?.next_cursor && limit < most ? (
          <div className="border-t p-3 text-center">
            <Button onClick={() => setLimit(Math.min(most, limit + page * 2))} aria-disabled={list.isFetching}>
              Show older ones
            </Button>
          </div>
        ) : null}
      </Card>
    </>
  )
}
