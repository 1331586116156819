'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { Allowed } from '@/components/access/allowed'
import { useSearch } from '@/components/layout/use-search'
import { ErrorState } from '@/components/ui/error-state'
import { PageHeader } from '@/components/ui/page-header'
import { dashboardOptions, versionListOptions, versionOptions } from '@/lib/dashboards/client'
import { keptVersions } from '@/lib/dashboards/limits'

import { BoardSkeleton } from './board-skeleton'
import { RestoreVersionDialog } from './restore-version-dialog'
import { VersionList } from './version-list'
import { VersionView, type VersionViewName, versionViews } from './version-view'

const isView = (text: string | null): text is VersionViewName => versionViews.some((view) => view === text)

/** What became of a board, save by save. Which version is looked at, and how, lives in the address. */
export function HistoryPage({ id }: { id: string }) {
  const board = useQuery(dashboardOptions(id))
  const list = useQuery(versionListOptions(id))
  const { search, change } = useSearch()
  const versions = list.data?.versions ?? []
  const current = versions[0]?.n ?? 0
  const asked = Number(search.get('n'))
  const selected = versions.some(({ n }) => n === asked) ? asked : current
  const previous = versions[versions.findIndex(({ n }) => n === selected) + 1]?.n ?? 0
  const version = useQuery({ ...versionOptions(id, selected), enabled: selected > 0 })
  const text = search.get('view')
  const failed = [board, list, version].find((query) => query.isError)
  return (
    <>
      <PageHeader
        title="History"
        description={`The newest ${keptVersions} saved versions are kept`}
        above={
          <span className="flex flex-wrap gap-x-1.5">
            <Link href="/dashboards" className="hover:text-foreground hover:underline">
              Dashboards
            </Link>
            <span aria-hidden>/</span>
            <Link href={`/dashboards/${id}`} className="hover:text-foreground hover:underline">
              {board.data?.name ?? 'Dashboard'}
            </Link>
          </span>
        }
      />
      {failed ? (
        <ErrorState error={failed.error} onRetry={() => failed.refetch()} retrying={failed.isFetching} />
      ) : (
        <div className="grid items-start gap-4 lg:grid-cols-[18rem_minmax(0,1fr)]">
          <VersionList versions={versions} selected={selected} onSelect={(n) => change({ n: String(n) })} />
          {version.data ? (
            <VersionView
              version={version.data}
              previous={previous}
              current={current}
              view={isView(text) ? text : 'previous'}
              onView={(view) => change({ view: view === 'previous' ? null : view }, { replace: true })}
              actions={
                selected === current || board.data?.file ? null : (
                  <Allowed to="write">
                    <RestoreVersionDialog
                      boardId={id}
                      n={selected}
                      current={current}
                      onRestored={(n) => change({ n: String(n), view: null })}
                    />
                  </Allowed>
                )
              }
            />
          ) : (
            <BoardSkeleton />
          )}
        </div>
      )}
    </>
  )
}
