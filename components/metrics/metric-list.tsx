'use client'

import { useQuery } from '@tanstack/react-query'
import { ChartSpline, SearchX } from 'lucide-react'
import Link from 'next/link'
import { timeRangeParams } from '@/components/layout/time-range'
import { useSearch } from '@/components/layout/use-search'
import type { ShownRange } from '@/components/layout/use-time-range'
import { Button } from '@/components/ui/button'
import { Card, CardDescription, CardHeader, CardTitle } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { SkeletonRows } from '@/components/ui/skeleton'
import { Table, TableBody, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { metricListOptions, statsOptions } from '@/lib/metrics/client'
import { ColumnsCard } from './columns-card'
import { MetricFilters } from './metric-filters'
import { MetricRow } from './metric-row'
import { readMetricSearch } from './metric-search'

function NothingFound({ searching, onClear }: { searching: boolean; onClear: () => void }) {
  if (searching) {
    return (
      <EmptyState
        icon={SearchX}
        title="No metric matches"
        action={<Button onClick={onClear}>Clear the filters</Button>}
      >
        Try a table or a field by its name.
      </EmptyState>
    )
  }
  return (
    <EmptyState
      icon={ChartSpline}
      title="No metrics yet"
      action={
        <Button asChild variant="primary">
          <Link href="/">How to send the first event</Link>
        </Button>
      }
    >
      DataWatch makes them by itself from the first row change of a table.
    </EmptyState>
  )
}

type MetricTableProps = { range: ShownRange; onExplore: (name: string) => void }

/** All metrics, searched and filtered, each with its figure and shape over the time range. */
export function MetricTable({ range, onExplore }: MetricTableProps) {
  const { search, change } = useSearch()
  const wanted = readMetricSearch(search)
  const list = useQuery(metricListOptions(wanted))
  const stats = useQuery(statsOptions())
  const tables = [...new Set(stats.data?.tables.map(({ table }) => table))].sort()
  const kept = new URLSearchParams(Object.entries(timeRangeParams(range)).flatMap(([k, v]) => (v ? [[k, v]] : [])))
  const suffix = kept.size > 0 ? `?${kept}` : ''
  const count = list.data?.next_cursor ? `${list.data.count}+` : list.data?.count
  return (
    <>
      <Card aria-label="Metrics">
        <CardHeader className="pb-0">
          <CardTitle>Metrics</CardTitle>
          <CardDescription>
            {count === undefined ? 'made from your tables' : `${count} made from your tables`}
          </CardDescription>
        </CardHeader>
        <MetricFilters tables={tables} />
        {list.data && list.data.count > 0 ? (
          <Table aria-label="Metrics">
            <TableHeader>
              <TableRow className="hover:bg-transparent">
                <TableHead>Metric</TableHead>
                <TableHead className="max-md:hidden">Table</TableHead>
                <TableHead className="max-lg:hidden">Aggregation</TableHead>
                <TableHead className="max-sm:hidden">Shape</TableHead>
                <TableHead numeric>{range.label}</TableHead>
                <TableHead>
                  <span className="sr-only">Add to the chart</span>
                </TableHead>
              </TableRow>
            </TableHeader>
            <TableBody>
              {list.data.metrics.map((metric) => (
                <MetricRow key={metric.name} metric={metric} range={range} search={suffix} onExplore={onExplore} />
              ))}
            </TableBody>
          </Table>
        ) : list.data ? (
          <NothingFound
            searching={Object.keys(wanted).length > 0}
            onClear={() => change({ q: null, table: null, type: null })}
          />
        ) : list.isError ? (
          <ErrorState error={list.error} onRetry={() => list.refetch()} retrying={list.isFetching} />
        ) : (
          <SkeletonRows rows={12} label="Loading metrics" />
        )}
      </Card>
      {wanted.table ? <ColumnsCard table={wanted.table} /> : null}
    </>
  )
}
