'use client'

import { useQuery } from '@tanstack/react-query'
import { GitCompare, SearchX, TableProperties, TriangleAlert } from 'lucide-react'
import Link from 'next/link'
import { Allowed } from '@/components/access/allowed'
import { useSearch } from '@/components/layout/use-search'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { LongerList, useListLimit } from '@/components/ui/longer-list'
import { Notice } from '@/components/ui/notice'
import { PageHeader } from '@/components/ui/page-header'
import { SkeletonRows } from '@/components/ui/skeleton'
import { schemaChangesOptions, schemaStatsOptions, schemaTablesOptions } from '@/lib/schemas/client'
import { ChangeDrawer } from './change-drawer'
import { ChangeList } from './change-list'
import { SchemaFilters } from './schema-filters'
import { readChangeSearch, readTableSearch, readView } from './schema-search'
import { TableList } from './table-list'
import { TakeSnapshotDialog } from './take-snapshot-dialog'

function Nothing({ what, filtered }: { what: string; filtered: boolean }) {
  const { change } = useSearch()
  const showAll = () => change({ q: null, origin: null, open: null, kind: null, compatibility: null, table: null })
  if (filtered) {
    return (
      <EmptyState icon={SearchX} title={`No ${what} matches`} action={<Button onClick={showAll}>Show all</Button>} />
    )
  }
  return (
    <EmptyState icon={TableProperties} title={`No ${what} yet`}>
      {what === 'table'
        ? 'Tables appear with their first events. Connectors that send schemas, and statements, tell more of them than rows can.'
        : 'A column that comes, goes or becomes another appears here the moment it does.'}
    </EmptyState>
  )
}

function Tables() {
  const { search } = useSearch()
  const length = useListLimit()
  const wanted = readTableSearch(search)
  const list = useQuery(schemaTablesOptions({ ...wanted, limit: length.limit }))
  if (list.data && list.data.count > 0) {
    return (
      <>
        <TableList tables={list.data.tables} />
        <LongerList length={length} list={list} label="Show more" />
      </>
    )
  }
  if (list.data) return <Nothing what="table" filtered={Object.keys(wanted).length > 0} />
  if (list.isError) return <ErrorState error={list.error} onRetry={() => list.refetch()} retrying={list.isFetching} />
  return <SkeletonRows rows={8} label="Loading tables" />
}

function Changes() {
  const { search } = useSearch()
  const length = useListLimit()
  const wanted = readChangeSearch(search)
  const list = useQuery(schemaChangesOptions({ ...wanted, limit: length.limit }))
  if (list.data && list.data.count > 0) {
    return (
      <>
        <ChangeList changes={list.data.changes} />
        <LongerList length={length} list={list} label="Show more" />
      </>
    )
  }
  if (list.data) return <Nothing what="change" filtered={Object.keys(wanted).length > 0} />
  if (list.isError) return <ErrorState error={list.error} onRetry={() => list.refetch()} retrying={list.isFetching} />
  return <SkeletonRows rows={8} label="Loading changes" />
}

function OpenNotice() {
  const { data } = useQuery(schemaStatsOptions())
  const { search, change } = useSearch()
  if (!data || data.open_breaking === 0 || !data.alert_on_breaking) return null
  const isShown = readView(search) === 'changes' && search.get('open') === '1'
  const words = data.open_breaking === 1 ? 'One breaking change is' : `${data.open_breaking} breaking changes are`
  const show = (
    <Button size="sm" onClick={() => change({ view: 'changes', open: '1', q: null, origin: null })}>
      Show
    </Button>
  )
  return (
    <Notice icon={TriangleAlert} tone="destructive" actions={isShown ? null : show}>
      {words} open: what reads these columns may be wrong until somebody looks.
    </Notice>
  )
}

/** The schemas of all tables, and what changed about them. */
export function SchemaPage() {
  const { search } = useSearch()
  const stats = useQuery(schemaStatsOptions()).data
  const counted = stats
    ? `${stats.tables_count} tables, ${stats.columns_count} columns, ${stats.changes_count} changes`
    : 'The columns of all tables, and what changed about them'
  return (
    <>
      <PageHeader
        title="Schema"
        description={counted}
        actions={
          <>
            <Allowed to="write">
              <TakeSnapshotDialog />
            </Allowed>
            <Button asChild>
              <Link href="/schema/compare">
                <GitCompare aria-hidden />
                Compare
              </Link>
            </Button>
          </>
        }
      />
      <OpenNotice />
      <Card aria-label="Schemas">
        <SchemaFilters />
        {readView(search) === 'tables' ? <Tables /> : <Changes />}
      </Card>
      <ChangeDrawer />
    </>
  )
}
