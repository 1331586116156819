'use client'

import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTimeRange } from '@/components/layout/use-time-range'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { Segmented } from '@/components/ui/segmented'
import { versionOptions } from '@/lib/dashboards/client'
import type { BoardVersion } from '@/lib/dashboards/version-contract'
import { BoardDiff } from './board-diff'
import { BoardGrid } from './board-grid'
import { BoardSkeleton } from './board-skeleton'
import { useVariables } from './use-variables'

export const versionViews = ['previous', 'current', 'board'] as const
export type VersionViewName = (typeof versionViews)[number]

const empty = { name: '', description: '', widgets: [] }

function Compared({ version, with: other, title }: { version: BoardVersion; with: number; title: [string, string] }) {
  const { id, n } = { id: version.dashboard_id, n: other }
  const query = useQuery({ ...versionOptions(id, n), enabled: n > 0 })
  if (n === 0 && version.n > 1) return <EmptyState title="The version before it is no longer kept" />
  if (n === 0) return <BoardDiff before={empty} after={version} titles={['Before', title[1]]} />
  if (query.isPending) return <BoardSkeleton />
  if (query.isError) {
    return <ErrorState error={query.error} onRetry={() => query.refetch()} retrying={query.isFetching} />
  }
  return other < version.n ? (
    <BoardDiff before={query.data} after={version} titles={title} />
  ) : (
    <BoardDiff before={version} after={query.data} titles={[title[1], title[0]]} />
  )
}

function Drawn({ version }: { version: BoardVersion }) {
  const [range] = useTimeRange()
  const { chosen } = useVariables(version.variables)
  if (version.widgets.length === 0) return <EmptyState title="The dashboard was empty" />
  return <BoardGrid widgets={version.widgets} range={range} variables={version.variables} chosen={chosen} bare />
}

type VersionViewProps = {
  version: BoardVersion
  /** The number of the version before that is kept (0 for none), and of the current one. */
  previous: number
  current: number
  view: VersionViewName
  onView: (view: VersionViewName) => void
  actions: ReactNode
}

/** One version: what it changed, how it differs from the board now, and the board as it was with today's data. */
export function VersionView({ version, previous, current, view, onView, actions }: VersionViewProps) {
  const options = [
    { value: 'previous', label: 'What it changed' },
    ...(version.n === current ? [] : [{ value: 'current', label: 'Against now' }]),
    { value: 'board', label: 'The dashboard' },
  ] as { value: VersionViewName; label: string }[]
  const shown = options.some(({ value }) => value === view) ? view : 'previous'
  const name = `Version ${version.n}`
  return (
    <section aria-label={name} className="min-w-0">
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <Segmented label="Show" value={shown} options={options} onChange={onView} />
        <div className="ml-auto flex gap-2">{actions}</div>
      </div>
      {shown === 'board' ? <Drawn version={version} /> : null}
      {shown === 'previous' ? (
        <Compared version={version} with={previous} title={[`Version ${previous}`, name]} />
      ) : null}
      {shown === 'current' ? (
        <Compared version={version} with={current} title={[`Version ${current} (now)`, name]} />
      ) : null}
    </section>
  )
}
