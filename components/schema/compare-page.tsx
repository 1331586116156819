'use client'

import { useQuery } from '@tanstack/react-query'
import { Equal, X } from 'lucide-react'
import Link from 'next/link'
import { formatMoment } from '@/components/charts/format-time'
import { useRecently, useTimeZone } from '@/components/layout/clock'
import { useSearch } from '@/components/layout/use-search'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { PageHeader } from '@/components/ui/page-header'
import { Select } from '@/components/ui/select'
import { SkeletonRows } from '@/components/ui/skeleton'
import { compareOptions, schemaChangesOptions, snapshotsOptions } from '@/lib/schemas/client'
import { TableDiff } from './table-diff'

const day = 86_400_000
const ago = [
  ['an hour ago', day / 24],
  ['a day ago', day],
  ['a week ago', 7 * day],
  ['30 days ago', 30 * day],
] as const

type Chosen = { from: string; to: string; table?: string; table_id?: string }

/** The moments that can be chosen: now, a while ago, snapshots, and just before each of the last changes. */
function useMoments({ from, to, table, table_id }: Chosen) {
  const now = useRecently()
  const timeZone = useTimeZone()
  const snapshots = useQuery(snapshotsOptions()).data?.snapshots ?? []
  const changes =
    useQuery(schemaChangesOptions({ table_id, ...(table_id ? {} : { table }), limit: 30 })).data?.changes ?? []
  const minute = Math.floor(now / 60_000) * 60_000
  const options = new Map<string, { label: string; hint?: string }>()
  options.set('now', { label: 'now' })
  for (const { id, name } of snapshots) options.set(id, { label: name, hint: 'snapshot' })
  for (const { at, words } of changes) {
    const before = new Date(Date.parse(at) - 1).toISOString()
    if (!options.has(before))
      options.set(before, { label: formatMoment(at, timeZone), hint: `before ${words.slice(0, 40)}` })
  }
  for (const [label, ms] of ago) options.set(new Date(minute - ms).toISOString(), { label })
  for (const one of [from, to]) if (!options.has(one)) options.set(one, { label: formatMoment(one, timeZone) })
  return [...options].map(([value, option]) => ({ value, ...option }))
}

function readChosen(search: { get(name: string): string | null }, now: number): Chosen {
  const day0 = new Date(Math.floor(now / day) * day - 6 * day).toISOString()
  const [table, table_id] = [search.get('table') ?? undefined, search.get('table_id') ?? undefined]
  return {
    from: search.get('from') ?? day0,
    to: search.get('to') ?? 'now',
    ...(table ? { table } : {}),
    ...(table_id ? { table_id } : {}),
  }
}

function Answer({ chosen }: { chosen: Chosen }) {
  const { table: _, ...exact } = chosen
  const query = useQuery(compareOptions(chosen.table_id ? exact : chosen))
  if (query.isError) {
    return <ErrorState error={query.error} onRetry={() => query.refetch()} retrying={query.isFetching} />
  }
  if (!query.data) return <SkeletonRows rows={8} label="Comparing" />
  if (query.data.tables.length === 0) {
    return (
      <EmptyState icon={Equal} title="Nothing differs">
        The columns, keys and defaults are the same at both moments.
      </EmptyState>
    )
  }
  return (
    <div className="divide-y">
      {query.data.tables.map((one) => (
        <TableDiff key={[one.source, one.database, one.schema, one.table].join('/')} diff={one} />
      ))}
    </div>
  )
}

/** Two moments or snapshots side by side; which ones is in the address. */
export function ComparePage() {
  const { search, change } = useSearch()
  const now = useRecently()
  const chosen = readChosen(search, now)
  const moments = useMoments(chosen)
  return (
    <>
      <PageHeader
        title="Compare schemas"
        above={
          <Link href="/schema" className="hover:text-foreground">
            Schema
          </Link>
        }
        description="What differs between two moments, or between snapshots"
      />
      <Card aria-label="Comparison">
        <div className="flex flex-wrap items-center gap-2 border-b p-3">
          <Select
            label="From"
            prefix="from"
            value={chosen.from}
            options={moments}
            onChange={(from) => change({ from })}
          />
          <Select label="To" prefix="to" value={chosen.to} options={moments} onChange={(to) => change({ to })} />
          {chosen.table ? (
            <Button
              onClick={() => change({ table: null, table_id: null })}
              aria-label={`Only ${chosen.table}. Compare all tables`}
            >
              <span className="max-w-40 truncate">{chosen.table}</span>
              <X aria-hidden />
            </Button>
          ) : null}
        </div>
        <Answer chosen={chosen} />
      </Card>
    </>
  )
}
