'use client'

import { useQuery } from '@tanstack/react-query'
import { LayoutDashboard } from 'lucide-react'
import { useEffect, useMemo } from 'react'
import { useMinute } from '@/components/layout/clock'
import { LiveIndicator } from '@/components/layout/live-indicator'
import { useLive } from '@/components/layout/live-updates'
import { RangeSteps } from '@/components/layout/range-steps'
import { ThemeToggle } from '@/components/layout/theme-toggle'
import { TimeRangePicker } from '@/components/layout/time-range-picker'
import { useRangeTrail } from '@/components/layout/use-range-trail'
import { useTimeRange } from '@/components/layout/use-time-range'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { PageHeader } from '@/components/ui/page-header'
import { BoardViewProvider } from '@/components/widgets/board-view'
import type { AnnotationKind } from '@/lib/dashboards/annotations'
import { ApiError } from '@/lib/http/api'
import { sharedBoardOptions } from '@/lib/shares/client'
import { BoardFacts } from './board-facts'
import { BoardGrid } from './board-grid'
import { BoardSkeleton } from './board-skeleton'
import { LinkEnded } from './link-ended'
import { useSharedRange } from './use-shared-range'
import { useVariables } from './use-variables'
import { VariableBar } from './variable-bar'

const nothing: ReadonlySet<AnnotationKind> = new Set()
const marked: ReadonlySet<AnnotationKind> = new Set(['anomalies', 'notes'] as const)

/** Whether the link ended while its page was open: a stream that breaks off may mean that. */
function useAskWhenCut(refetch: () => unknown) {
  const { state } = useLive()
  useEffect(() => {
    if (state === 'reconnecting') refetch()
  }, [state, refetch])
}

/** A board for whoever has its link: to look at and to follow, with nothing that leads elsewhere. */
export function SharedBoard({ token, embedded = false }: { token: string; embedded?: boolean }) {
  const query = useQuery(sharedBoardOptions(token))
  useAskWhenCut(query.refetch)
  const [asked, setRange] = useTimeRange(query.data?.view.range)
  const range = useSharedRange(query.data?.view, asked)
  const trail = useRangeTrail(range, setRange)
  const { free_range = false, marks = false } = query.data?.view ?? {}
  const shown = useMemo(
    () => ({ zoom: free_range ? trail.zoom : undefined, annotations: marks ? marked : nothing }),
    [free_range, marks, trail.zoom],
  )
  const now = useMinute()
  const { chosen, set } = useVariables(query.data?.board.variables, query.data?.view.variables)
  if (query.error instanceof ApiError && query.error.status === 404) return <LinkEnded />
  if (!query.data) {
    if (query.isPending) return <BoardSkeleton />
    return <ErrorState error={query.error} onRetry={() => query.refetch()} retrying={query.isFetching} />
  }
  const { board, view } = query.data
  return (
    <div className={embedded ? 'p-3' : 'mx-auto w-full max-w-[100rem] px-4 py-5 sm:px-6'}>
      <PageHeader
        title={board.name}
        description={embedded ? undefined : board.description}
        actions={
          <>
            {view.free_range ? (
              <>
                <TimeRangePicker range={range} onChange={trail.to} />
                <RangeSteps trail={trail} atEnd={range.resolve(now).to > now} />
              </>
            ) : (
              <p className="text-[13px] text-muted-foreground">{range.label}</p>
            )}
            <LiveIndicator />
            <ThemeToggle />
          </>
        }
      />
      <BoardFacts range={range} variables={board.variables} chosen={chosen} className="mb-3 hidden print:flex" />
      <VariableBar variables={board.variables} chosen={chosen} onChoose={set} closed />
      {board.widgets.length > 0 ? (
        <BoardViewProvider value={shown}>
          <BoardGrid widgets={board.widgets} range={range} variables={board.variables} chosen={chosen} bare />
        </BoardViewProvider>
      ) : (
        <EmptyState icon={LayoutDashboard} title="This dashboard is empty" />
      )}
    </div>
  )
}
