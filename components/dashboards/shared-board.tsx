'use client'

import { useQuery } from '@tanstack/react-query'
import { LayoutDashboard } from 'lucide-react'
import { useEffect } from 'react'
import { LiveIndicator } from '@/components/layout/live-indicator'
import { useLive } from '@/components/layout/live-updates'
import { ThemeToggle } from '@/components/layout/theme-toggle'
import { TimeRangePicker } from '@/components/layout/time-range-picker'
import { useTimeRange } from '@/components/layout/use-time-range'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { PageHeader } from '@/components/ui/page-header'
import { ApiError } from '@/lib/http/api'
import { sharedBoardOptions } from '@/lib/shares/client'
import { BoardFacts } from './board-facts'
import { BoardGrid } from './board-grid'
import { BoardSkeleton } from './board-skeleton'
import { LinkEnded } from './link-ended'
import { useSharedRange } from './use-shared-range'
import { useVariables } from './use-variables'
import { VariableBar } from './variable-bar'

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
  const [asked, setRange] = useTimeRange()
  const range = useSharedRange(query.data?.view, asked)
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
              <TimeRangePicker range={range} onChange={setRange} />
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
        <BoardGrid widgets={board.widgets} range={range} chosen={chosen} bare />
      ) : (
        <EmptyState icon={LayoutDashboard} title="This dashboard is empty" />
      )}
    </div>
  )
}
