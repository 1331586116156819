'use client'

import { useQuery } from '@tanstack/react-query'
import { GitCompare, History } from 'lucide-react'
import Link from 'next/link'
import { Allowed } from '@/components/access/allowed'
import { TimeAgo } from '@/components/layout/time-ago'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Card, CardActions, CardDescription, CardHeader, CardTitle } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { PageHeader } from '@/components/ui/page-header'
import { SkeletonRows } from '@/components/ui/skeleton'
import { schemaChangesOptions, schemaTableOptions } from '@/lib/schemas/client'
import type { SchemaTableDetail, SchemaTablePlace } from '@/lib/schemas/contract'
import { OriginBadge } from './change-badges'
import { ChangeDrawer } from './change-drawer'
import { ChangeList } from './change-list'
import { ColumnsTable } from './columns-table'
import { placeWords } from './schema-words'
import { TakeSnapshotDialog } from './take-snapshot-dialog'

const most = 200

/** What to compare first: the version before with the one that is. */
function compareHref({ id, table, versions, since }: SchemaTableDetail): string {
  const from = versions[1]?.at ?? since
  return `/schema/compare?${new URLSearchParams({ table, table_id: id, from })}`
}

function Indexes({ indexes }: Pick<SchemaTableDetail, 'indexes'>) {
  if (!indexes || indexes.length === 0) return null
  return (
    <Card aria-label="Indexes" className="mt-4">
      <CardHeader>
        <CardTitle>Indexes</CardTitle>
      </CardHeader>
      <ul className="divide-y border-t text-[13px]">
        {indexes.map(({ name, columns, unique }) => (
          <li key={name} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2 [overflow-wrap:anywhere]">
            <code className="font-mono text-xs">{name}</code>
            <span className="text-muted-foreground">{columns.join(', ')}</span>
            {unique ? <Badge>unique</Badge> : null}
          </li>
        ))}
      </ul>
    </Card>
  )
}

function Timeline({ table }: { table: SchemaTableDetail }) {
  const list = useQuery(schemaChangesOptions({ table_id: table.id, limit: most }))
  return (
    <Card aria-label="Timeline">
      <CardHeader>
        <CardTitle>Timeline</CardTitle>
        <CardDescription>
          known since <TimeAgo at={table.since} />
        </CardDescription>
        <CardActions>
          <Button asChild size="sm">
            <Link href={compareHref(table)}>
              <GitCompare aria-hidden />
              Compare
            </Link>
          </Button>
        </CardActions>
      </CardHeader>
      <div className="border-t">
        {list.data && list.data.count > 0 ? (
          <ChangeList changes={list.data.changes} showPlace={false} />
        ) : list.data ? (
          <EmptyState icon={History} title="Nothing has changed since it is known" />
        ) : list.isError ? (
          <ErrorState error={list.error} onRetry={() => list.refetch()} retrying={list.isFetching} />
        ) : (
          <SkeletonRows rows={4} label="Loading changes" />
        )}
      </div>
    </Card>
  )
}

function TableBody({ table }: { table: SchemaTableDetail }) {
  return (
    <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
      <div className="min-w-0">
        <Card aria-label="Columns">
          <CardHeader>
            <CardTitle>Columns</CardTitle>
            <CardDescription>{table.columns.length}</CardDescription>
            <CardActions>
              <OriginBadge origin={table.origin} />
            </CardActions>
          </CardHeader>
          {table.columns.length > 0 ? (
            <ColumnsTable table={table} />
          ) : (
            <EmptyState title="No column is known yet">The first rows will tell.</EmptyState>
          )}
        </Card>
        <Indexes indexes={table.indexes} />
      </div>
      <Timeline table={table} />
    </div>
  )
}

/** One table: its columns, and what changed about it. */
export function SchemaTablePage({ place }: { place: SchemaTablePlace }) {
  const query = useQuery(schemaTableOptions(place))
  const table = query.data
  return (
    <>
      <PageHeader
        title={place.table}
        above={
          <Link href="/schema" className="hover:text-foreground">
            Schema
          </Link>
        }
        description={
          table ? [placeWords(table), table.dropped_at ? 'dropped' : ''].filter(Boolean).join(' · ') : undefined
        }
        actions={
          <>
            <Button asChild>
              <Link href={`/events?table=${encodeURIComponent(place.table)}`}>Events</Link>
            </Button>
            <Allowed to="write">
              <TakeSnapshotDialog table={place.table} />
            </Allowed>
          </>
        }
      />
      {table ? (
        <TableBody table={table} />
      ) : query.isError ? (
        <Card>
          <ErrorState error={query.error} onRetry={() => query.refetch()} retrying={query.isFetching} />
        </Card>
      ) : (
        <Card>
          <SkeletonRows rows={8} label="Loading the table" />
        </Card>
      )}
      <ChangeDrawer />
    </>
  )
}
