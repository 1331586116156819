'use client'

import { useQuery } from '@tanstack/react-query'
import { formatValue } from '@/components/charts/format'
import { formatDay, formatSpan } from '@/components/charts/format-time'
import { useMinute } from '@/components/layout/clock'
import { BoundsCard } from '@/components/metrics/bounds-card'
import { StatTile } from '@/components/metrics/stat-tile'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { ErrorState } from '@/components/ui/error-state'
import { PageHeader } from '@/components/ui/page-header'
import { SkeletonRows } from '@/components/ui/skeleton'
import { Table, TableBody, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { storageOptions } from '@/lib/storage/client'
import type { Storage } from '@/lib/storage/contract'
import { EngineCard } from './engine-card'
import { GroupRows } from './group-rows'
import { SizeBar } from './size-bar'

const daySeconds = 86_400

/** Where the size comes to rest: what grows a day, for as many days as are kept, and what does not grow by the day. */
function levelOf({ bytes_per_day, retention_seconds, groups }: Storage): string | null {
  if (bytes_per_day === null) return null
  const level = groups.reduce((sum, { bytes_per_day: own, bytes, retention_seconds: kept }) => {
    return sum + (own === null ? bytes : own * ((kept ?? retention_seconds) / daySeconds))
  }, 0)
  return formatValue(level, 'bytes', { decimals: 0 })
}

function Tiles({ storage }: { storage: Storage | undefined }) {
  const now = useMinute()
  const level = storage && levelOf(storage)
  const retention = storage && formatSpan(storage.retention_seconds * 1000)
  const drop = storage?.next_drop_at
  return (
    <div className="grid grid-cols-2 gap-3 sm:gap-4 lg:grid-cols-4">
      <StatTile
        label="Database"
        value={storage && formatValue(storage.database_bytes, 'bytes')}
        note="on disk, with indexes"
      />
      <StatTile
        label="Growth a day"
        value={storage && (storage.bytes_per_day === null ? '–' : formatValue(storage.bytes_per_day, 'bytes'))}
        note={storage && (level ? `levels off near ${level}` : 'known after an hour of data')}
      />
      <StatTile label="Retention" value={retention} note="of raw events, after they arrived" />
      <StatTile
        label="Oldest part goes"
        value={storage && (drop ? formatDay(drop, 'UTC') : '–')}
        note={drop ? `in ${formatSpan(Date.parse(drop) - now)}` : 'nothing is kept yet'}
      />
    </div>
  )
}

/** What DataWatch keeps, how much room that takes, and when it goes. */
export function StoragePage() {
  const query = useQuery(storageOptions())
  const storage = query.data
  return (
    <>
      <PageHeader title="Storage" description="What is kept, how much room it takes, and when it goes" />
      {storage || !query.isError ? <Tiles storage={storage} /> : null}
      {storage?.engine ? <EngineCard engine={storage.engine} /> : null}
      <Card className="mt-4" aria-label="Kinds of data">
        {storage ? (
          <>
            <CardHeader>
              <CardTitle>By kind of data</CardTitle>
            </CardHeader>
            <CardContent>
              <SizeBar storage={storage} />
            </CardContent>
            <Table aria-label="Kinds of data">
              <TableHeader className="border-t">
                <TableRow className="hover:bg-transparent">
                  <TableHead>Kind</TableHead>
                  <TableHead numeric>Size</TableHead>
                  <TableHead numeric className="max-sm:hidden">
                    Rows, about
                  </TableHead>
                  <TableHead numeric className="max-md:hidden">
                    A day, about
                  </TableHead>
                  <TableHead numeric className="max-md:hidden">
                    Last arrival
                  </TableHead>
                  <TableHead numeric className="max-lg:hidden">
                    Kept for
                  </TableHead>
                  <TableHead numeric className="max-lg:hidden">
                    Goes from
                  </TableHead>
                </TableRow>
              </TableHeader>
              <TableBody>
                {storage.groups.map((group) => (
                  <GroupRows key={group.name} group={group} />
                ))}
              </TableBody>
            </Table>
          </>
        ) : query.isError ? (
          <ErrorState error={query.error} onRetry={() => query.refetch()} retrying={query.isFetching} />
        ) : (
          <SkeletonRows rows={8} label="Loading storage" />
        )}
      </Card>
      <p className="mt-3 max-w-prose text-muted-foreground text-xs">
        Data goes a whole part at a time, once its time and the last arrival in it are both older than its retention
        (metrics.retention and metrics.rollup_retention in the configuration). Days are in UTC.
      </p>
      <BoundsCard />
    </>
  )
}
