'use client'

import { useQuery } from '@tanstack/react-query'
import { Cable, Plus } from 'lucide-react'
import Link from 'next/link'
import { Allowed } from '@/components/access/allowed'
import { formatCompact, formatValue } from '@/components/charts/format'
import { Sparkline } from '@/components/charts/sparkline'
import { TimeAgo } from '@/components/layout/time-ago'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { PageHeader } from '@/components/ui/page-header'
import { SkeletonRows } from '@/components/ui/skeleton'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { sourcesOptions } from '@/lib/sources/client'
import type { Source } from '@/lib/sources/list-contract'
import { isFollowed, originWords, sourcePath, stateWords, typeName } from './source-words'

function AddSource() {
  return (
    <Allowed to="sources">
      <Button asChild variant="primary">
        <Link href="/sources/new">
          <Plus aria-hidden />
          Add a source
        </Link>
      </Button>
    </Allowed>
  )
}

const pointsOf = (minutes: readonly number[]) => minutes.map((value) => ({ value }))

function SourceRow({ source }: { source: Source }) {
  const { name, type, state, minutes, per_minute, lag_seconds, last_heard_at, rejected, tables_count } = source
  return (
    <TableRow>
      <TableCell className="max-sm:w-full max-sm:max-w-0 sm:max-w-96">
        <Link href={sourcePath(name)} className="block truncate font-medium hover:text-primary" title={name}>
          {name}
        </Link>
        <span className="block truncate text-muted-foreground text-xs">
          {typeName(type)} · {originWords[source.origin]}
        </span>
      </TableCell>
      <TableCell>
        <Badge tone={stateWords[state].tone}>{stateWords[state].word}</Badge>
      </TableCell>
      <TableCell className="max-md:hidden">
        <div className="h-7 w-32">
          <Sparkline points={pointsOf(minutes)} />
        </div>
      </TableCell>
      <TableCell numeric className="max-sm:hidden">
        {formatCompact(per_minute)}
      </TableCell>
      <TableCell numeric className="max-md:hidden">
        {isFollowed(source) && lag_seconds !== null ? formatValue(lag_seconds, 'seconds') : '–'}
      </TableCell>
      <TableCell numeric className="max-lg:hidden">
        {tables_count}
      </TableCell>
      <TableCell numeric className="max-lg:hidden">
        {formatCompact(rejected)}
      </TableCell>
      <TableCell numeric className="whitespace-nowrap text-muted-foreground">
        {last_heard_at ? <TimeAgo at={last_heard_at} /> : '–'}
      </TableCell>
    </TableRow>
  )
}

/** Where changes come from, and how each of them stands. */
export function SourcesPage() {
  const list = useQuery(sourcesOptions())
  const sources = list.data?.sources ?? []
  return (
    <>
      <PageHeader
        title="Sources"
        description="Where changes come from, and how each of them stands"
        actions={<AddSource />}
      />
      <Card>
        {sources.length > 0 ? (
          <Table aria-label="Sources">
            <TableHeader>
              <TableRow className="hover:bg-transparent">
                <TableHead>Source</TableHead>
                <TableHead>State</TableHead>
                <TableHead className="max-md:hidden">Last hour</TableHead>
                <TableHead numeric className="max-sm:hidden">
                  Events a minute
                </TableHead>
                <TableHead numeric className="max-md:hidden">
                  Lag
                </TableHead>
                <TableHead numeric className="max-lg:hidden">
                  Tables
                </TableHead>
                <TableHead numeric className="max-lg:hidden">
                  Refused
                </TableHead>
                <TableHead numeric>Last heard</TableHead>
              </TableRow>
            </TableHeader>
            <TableBody>
              {sources.map((source) => (
                <SourceRow key={source.name} source={source} />
              ))}
            </TableBody>
          </Table>
        ) : list.data ? (
          <EmptyState icon={Cable} title="Nothing comes in yet" action={<AddSource />}>
            Follow a PostgreSQL database, or point what captures your changes already at DataWatch.
          </EmptyState>
        ) : list.isError ? (
          <ErrorState error={list.error} onRetry={() => list.refetch()} retrying={list.isFetching} />
        ) : (
          <SkeletonRows rows={6} label="Loading" />
        )}
      </Card>
    </>
  )
}
