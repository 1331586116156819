'use client'

import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { ScrollText } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useMinute, useTimeZone } from '@/components/layout/clock'
import { useSearch } from '@/components/layout/use-search'
import { useTimeRange } from '@/components/layout/use-time-range'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { ExportMenu } from '@/components/ui/export-menu'
import { PageHeader } from '@/components/ui/page-header'
import { SkeletonRows } from '@/components/ui/skeleton'
import { Table, TableBody, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { auditFile, auditOptions } from '@/lib/access/audit-client'
import type { AuditEntry } from '@/lib/access/audit-contract'
import { peopleOptions } from '@/lib/access/people-client'
import { AuditFilters } from './audit-filters'
import { AuditRow } from './audit-row'
import { auditRange, readAuditSearch } from './audit-search'
import { AuditSheet } from './audit-sheet'
import { auditWords } from './audit-words'
import { SettingsTabs } from './settings-tabs'

/** What people are called now, by their ids and addresses. */
function useNames(): (id: string) => string | undefined {
  const { data } = useQuery(peopleOptions())
  return useMemo(() => {
    const names = new Map((data?.people ?? []).flatMap(({ id, email, name }) => [[id, name] as const, [email, name]]))
    return (id) => names.get(id)
  }, [data])
}

/** Who did what and when; nothing of it can be changed here or anywhere else. */
export function AuditPage() {
  const { search } = useSearch()
  const time = useTimeRange(auditRange)
  const timeZone = useTimeZone()
  const minute = useMinute()
  const [range] = time
  const query = search.toString()
  /** The clock moves on, but not what is asked: else every minute would begin the list anew. */
  const wanted = useMemo(() => readAuditSearch(new URLSearchParams(query), range, minute), [query, range.name])
  const list = useInfiniteQuery(auditOptions(wanted))
  const nameOf = useNames()
  const [opened, setOpened] = useState<AuditEntry>()
  const entries = list.data?.pages.flatMap((page) => page.entries) ?? []
  const saying = (entry: AuditEntry) => ({ who: nameOf(entry.actor) ?? entry.actor, says: auditWords(entry, nameOf) })
  return (
    <>
      <PageHeader
        title="Settings"
        description="Who did what, and when; nobody can change this log here"
        actions={<ExportMenu file={(form) => auditFile(form, wanted)} />}
      />
      <SettingsTabs />
      <Card aria-label="Audit log">
        <AuditFilters time={time} />
        {entries.length > 0 ? (
          <Table aria-label="Audit log">
            <TableHeader className="max-sm:sr-only">
              <TableRow className="hover:bg-transparent">
                <TableHead className="max-sm:hidden">Time</TableHead>
                <TableHead>What happened</TableHead>
                <TableHead className="max-lg:hidden">Action</TableHead>
                <TableHead className="max-md:hidden">From</TableHead>
              </TableRow>
            </TableHeader>
            <TableBody>
              {entries.map((entry) => (
                <AuditRow
                  key={entry.id}
                  entry={entry}
                  {...saying(entry)}
                  timeZone={timeZone}
                  onOpen={() => setOpened(entry)}
                />
              ))}
            </TableBody>
          </Table>
        ) : list.data ? (
          <EmptyState icon={ScrollText} title="Nothing of that in this time" />
        ) : list.isError ? (
          <ErrorState error={list.error} onRetry={() => list.refetch()} retrying={list.isFetching} />
        ) : (
          <SkeletonRows rows={10} />
        )}
        {list.hasNextPage ? (
          <div className="flex justify-center border-t p-3">
            <Button onClick={() => list.fetchNextPage()} disabled={list.isFetchingNextPage}>
              {list.isFetchingNextPage ? 'Loading…' : 'Load more'}
            </Button>
          </div>
        ) : null}
      </Card>
      {opened ? <AuditSheet entry={opened} {...saying(opened)} onClose={() => setOpened(undefined)} /> : null}
    </>
  )
}
