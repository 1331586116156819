'use client'

import { useQuery } from '@tanstack/react-query'
import { LayoutDashboard, SearchX, Trash2 } from 'lucide-react'
import Link from 'next/link'
import { useDeferredValue, useState } from 'react'
import { Allowed } from '@/components/access/allowed'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { PageHeader } from '@/components/ui/page-header'
import { SearchInput } from '@/components/ui/search-input'
import { Skeleton } from '@/components/ui/skeleton'
import { dashboardListOptions } from '@/lib/dashboards/client'
import type { DashboardSummary } from '@/lib/dashboards/contract'
import { BoardCard } from './board-card'
import { CreateBoardDialog } from './create-board-dialog'
import { FileProblems } from './file-problems'
import { ImportBoardButton } from './import-board-button'

const cards = 'grid gap-3 sm:grid-cols-2 xl:grid-cols-3'

function Section({ title, hint, boards }: { title: string; hint: string; boards: readonly DashboardSummary[] }) {
  if (boards.length === 0) return null
  return (
    <section aria-label={title} className="mb-8">
      <h2 className="font-medium text-[13px]">{title}</h2>
      <p className="mb-3 text-muted-foreground text-xs">{hint}</p>
      <ul className={cards}>
        {boards.map((board) => (
          <li key={board.id} className="min-w-0">
            <BoardCard board={board} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Boards({ q }: { q: string }) {
  const query = useQuery(dashboardListOptions(q))
  if (query.isPending) {
    return (
      <div role="status" aria-label="Loading the dashboards" className={cards}>
        {['a', 'b', 'c', 'd', 'e', 'f'].map((key) => (
          <Skeleton key={key} className="h-24" />
        ))}
      </div>
    )
  }
  if (query.isError) {
    return <ErrorState error={query.error} onRetry={() => query.refetch()} retrying={query.isFetching} />
  }
  const { dashboards } = query.data
  const own = dashboards.filter((board) => board.starter_for === null && board.file === null)
  const filed = dashboards.filter((board) => board.file !== null)
  const starters = dashboards.filter((board) => board.starter_for !== null)
  if (dashboards.length === 0) {
    return q ? (
      <EmptyState icon={SearchX} title={`No dashboard fits “${q}”`} />
    ) : (
      <EmptyState
        icon={LayoutDashboard}
        title="No dashboards yet"
        action={
          <Allowed to="write">
            <CreateBoardDialog />
          </Allowed>
        }
      >
        One is made for each table as its first changes arrive, or make your own.
      </EmptyState>
    )
  }
  return (
    <>
      <Section title="Your dashboards" hint="Made by you and your colleagues" boards={own} />
      <Section title="From files" hint="Read from the folder of dashboards, and changed there" boards={filed} />
      <Section
        title="From your tables"
        hint="Made for each table as it appears, and kept up to date until somebody edits them"
        boards={[...starters].sort((a, b) => a.name.localeCompare(b.name))}
      />
    </>
  )
}

/** All dashboards: to find, to make and to bring in. */
export function DashboardsPage() {
  const [text, setText] = useState('')
  return (
    <>
      <PageHeader
        title="Dashboards"
        description="What matters, side by side"
        actions={
          <>
            <SearchInput
              className="max-sm:basis-full"
              label="Search dashboards"
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
            <Button asChild variant="ghost">
              <Link href="/dashboards/trash">
                <Trash2 aria-hidden />
                Trash
              </Link>
            </Button>
            <Allowed to="write">
              <ImportBoardButton />
              <CreateBoardDialog />
            </Allowed>
          </>
        }
      />
      <FileProblems />
      <Boards q={useDeferredValue(text.trim())} />
    </>
  )
}
