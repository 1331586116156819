'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { SearchX } from 'lucide-react'
import Link from 'next/link'
import { useTimeZone } from '@/components/layout/clock'
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
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { detectionListOptions } from '@/lib/anomalies/client'
import { detectionStates, type DetectionList as List, type MetricDetection } from '@/lib/anomalies/detection-contract'
import { DetectionBadge, stateNames } from './detection-badge'
import { readDetectionSearch } from './detection-search'
import { periodWords, reasonIn, surenessWords } from './detection-words'

const all = 'all'

function Filters({ states }: { states?: List['states'] }) {
  const { search, change } = useSearch()
  const { state } = readDetectionSearch(search)
  const text = useSearchText()
  const total = Object.values(states ?? {}).reduce((sum, count) => sum + count, 0)
  return (
    <div className="flex flex-wrap gap-2 border-b p-3">
      <SearchInput label="Search metrics" className="min-w-52 flex-1 max-sm:basis-full" {...text} />
      <Select
        label="State"
        value={state ?? all}
        options={[
          { value: all, label: 'Any state', hint: states ? String(total) : undefined },
          ...detectionStates.map((one) => ({
            value: one,
            label: stateNames[one],
            hint: states ? String(states[one] ?? 0) : undefined,
          })),
        ]}
        onChange={(next) => change({ state: next === all ? null : next })}
      />
    </div>
  )
}

function Row({ metric_name, table, status, is_default }: MetricDetection) {
  const reason = reasonIn(status, useTimeZone())
  return (
    <TableRow className="relative">
      <TableCell className="w-full max-w-0">
        <Link
          href={`/explore/${encodeURIComponent(metric_name)}#detection`}
          className="block truncate font-mono text-xs after:absolute after:inset-0 hover:text-primary"
        >
          {metric_name}
        </Link>
        <span className="block truncate text-muted-foreground text-xs max-sm:whitespace-normal">{reason}</span>
        <span className="mt-1 block sm:hidden">
          <DetectionBadge state={status.state} />
        </span>
      </TableCell>
      <TableCell className="whitespace-nowrap max-sm:hidden">
        <DetectionBadge state={status.state} reason={reason} />
        {is_default ? null : <span className="ml-2 text-muted-foreground text-xs">own settings</span>}
      </TableCell>
      <TableCell className="whitespace-nowrap text-muted-foreground max-lg:hidden">{table ?? ''}</TableCell>
      <TableCell className="whitespace-nowrap text-muted-foreground max-lg:hidden">
        {periodWords(status.periods)}
      </TableCell>
      <TableCell className="whitespace-nowrap text-muted-foreground max-lg:hidden">
        {surenessWords(status.sureness)}
      </TableCell>
      <TableCell numeric>{status.alarms_30d}</TableCell>
    </TableRow>
  )
}

/** How every watched metric is watched. */
export function DetectionList() {
  const { search, change } = useSearch()
  const wanted = readDetectionSearch(search)
  const list = useQuery({ ...detectionListOptions(wanted), placeholderData: keepPreviousData })
  return (
    <>
      <PageHeader
        above={
          <Link href="/anomalies" className="hover:text-foreground">
            Anomalies
          </Link>
        }
        title="Detection"
        description="What is watched, since when, and how sure it is; settings are on the page of each metric"
      />
      <Card aria-label="Watched metrics">
        <Filters states={list.data?.states} />
        {list.data && list.data.count > 0 ? (
          <Table aria-label="Watched metrics">
            <TableHeader>
              <TableRow className="hover:bg-transparent">
                <TableHead>Metric</TableHead>
                <TableHead className="max-sm:hidden">State</TableHead>
                <TableHead className="max-lg:hidden">Table</TableHead>
                <TableHead className="max-lg:hidden">Period</TableHead>
                <TableHead className="max-lg:hidden">How sure</TableHead>
                <TableHead numeric>30 days</TableHead>
              </TableRow>
            </TableHeader>
            <TableBody>
              {list.data.metrics.map((one) => (
                <Row key={one.metric_name} {...one} />
              ))}
            </TableBody>
          </Table>
        ) : list.data ? (
          <EmptyState
            icon={SearchX}
            title={wanted.q || wanted.state ? 'No metric matches' : 'Nothing is watched yet'}
            action={
              wanted.q || wanted.state ? (
                <Button onClick={() => change({ q: null, state: null })}>Clear the filters</Button>
              ) : undefined
            }
          >
            Numbers of events, sums and averages of fields, and counts by category are watched from their first day on.
          </EmptyState>
        ) : list.isError ? (
          <ErrorState error={list.error} onRetry={() => list.refetch()} retrying={list.isFetching} />
        ) : (
          <SkeletonRows rows={10} label="Loading" />
        )}
      </Card>
    </>
  )
}
