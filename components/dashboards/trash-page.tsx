'use client'

import { useQuery } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import Link from 'next/link'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { PageHeader } from '@/components/ui/page-header'
import { SkeletonRows } from '@/components/ui/skeleton'
import { trashOptions } from '@/lib/dashboards/client'
import { trashDays } from '@/lib/dashboards/limits'

import { TrashRow } from './trash-row'

/** Deleted boards: to bring back, or to be rid of. */
export function TrashPage() {
  const query = useQuery(trashOptions())
  const boards = [...(query.data?.dashboards ?? [])].sort((a, b) =>
    (b.deleted_at ?? '').localeCompare(a.deleted_at ?? ''),
  )
  return (
    <>
      <PageHeader
        title="Trash"
        description={`Deleted dashboards stay here for ${trashDays} days`}
        above={
          <Link href="/dashboards" className="hover:text-foreground hover:underline">
            Dashboards
          </Link>
        }
      />
      {query.isPending ? <SkeletonRows /> : null}
      {query.isError ? (
        <ErrorState error={query.error} onRetry={() => query.refetch()} retrying={query.isFetching} />
      ) : null}
      {query.data && boards.length === 0 ? (
        <EmptyState icon={Trash2} title="The trash is empty" className="rounded-lg border border-dashed py-20">
          Dashboards that are deleted can be brought back from here.
        </EmptyState>
      ) : null}
      {boards.length > 0 ? (
        <ul aria-label="Deleted dashboards" className="divide-y rounded-lg border bg-card">
          {boards.map((board) => (
            <TrashRow key={board.id} board={board} />
          ))}
        </ul>
      ) : null}
    </>
  )
}
