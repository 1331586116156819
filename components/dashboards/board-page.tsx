'use client'

import { useQuery } from '@tanstack/react-query'
import { LayoutDashboard, Maximize, Pencil, Share2 } from 'lucide-react'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useMemo, useState } from 'react'
import { Allowed } from '@/components/access/allowed'
import { TimeRangePicker } from '@/components/layout/time-range-picker'
import { useRangeTrail } from '@/components/layout/use-range-trail'
import { useSearch } from '@/components/layout/use-search'
import { useTimeRange } from '@/components/layout/use-time-range'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { PageHeader } from '@/components/ui/page-header'
import { Tooltip } from '@/components/ui/tooltip'
import { BoardViewProvider, type Drilled } from '@/components/widgets/board-view'
import { useMay } from '@/lib/access/client'
import { readAnnotations } from '@/lib/dashboards/annotations'
import { dashboardOptions } from '@/lib/dashboards/client'
import { BoardFacts } from './board-facts'
import { BoardGrid } from './board-grid'
import { BoardMenu } from './board-menu'
import { BoardSkeleton } from './board-skeleton'
import { BoardSource } from './board-source'
import { BoardToolbar } from './board-toolbar'
import { ScreenBar } from './screen-bar'
import { useBoardCommands } from './use-board-commands'
import { useFullScreen } from './use-full-screen'
import { useVariables } from './use-variables'
import { VariableBar } from './variable-bar'

const BoardEditor = dynamic(() => import('./board-editor').then((module) => module.BoardEditor), {
  ssr: false,
  loading: () => <BoardSkeleton />,
})
const ShareDialog = dynamic(() => import('./share-dialog').then((module) => module.ShareDialog), { ssr: false })
const DrillMenu = dynamic(() => import('./drill-menu').then((module) => module.DrillMenu), { ssr: false })
const DraftNotice = dynamic(() => import('./draft-notice').then((module) => module.DraftNotice), { ssr: false })

/** One board: to look at, and with `?edit=1` to change. */
export function BoardPage({ id }: { id: string }) {
  const query = useQuery(dashboardOptions(id))
  const [range, setRange] = useTimeRange()
  const { search, change } = useSearch()
  const trail = useRangeTrail(range, setRange)
  const [drilled, setDrilled] = useState<Drilled | null>(null)
  const hidden = search.get('hide')
  const shown = useMemo(() => readAnnotations(hidden), [hidden])
  const screen = useFullScreen()
  const view = useMemo(
    () => ({ zoom: trail.zoom, drill: setDrilled, annotations: shown, enlarge: screen.enlarge }),
    [trail.zoom, shown, screen.enlarge],
  )
  const [sharing, setSharing] = useState(false)
  const board = query.data
  const { chosen, set } = useVariables(board?.variables)
  const setEditing = (editing: boolean) => change({ edit: editing ? '1' : null }, { replace: true })
  const mayWrite = useMay('write')
  const isEdited = mayWrite && search.get('edit') !== null
  useBoardCommands({
    ...{ id, trail, screen, isResting: isEdited || !board },
    onEdit: mayWrite ? () => setEditing(true) : undefined,
    onShare: mayWrite ? () => setSharing(true) : undefined,
  })
  if (!board) {
    if (query.isPending) return <BoardSkeleton />
    return <ErrorState error={query.error} onRetry={() => query.refetch()} retrying={query.isFetching} />
  }
  if (isEdited) return <BoardEditor board={board} range={range} onDone={() => setEditing(false)} />
  const facts = { range, variables: board.variables, chosen }
  return (
    <>
      {screen.isOn ? (
        <ScreenBar title={board.name} onLeave={screen.leave}>
          {screen.board ? <BoardFacts {...facts} /> : <TimeRangePicker range={range} onChange={trail.to} />}
        </ScreenBar>
      ) : (
        <>
          <PageHeader
            title={board.name}
            description={board.description}
            above={
              <>
                <Link href="/dashboards" className="hover:text-foreground hover:underline">
                  Dashboards
                </Link>
                <BoardSource file={board.file} />
              </>
            }
            actions={
              <>
                <Allowed to="write">
                  <Button onClick={() => setEditing(true)}>
                    <Pencil aria-hidden />
                    Edit
                  </Button>
                  <Button className="max-sm:hidden" onClick={() => setSharing(true)}>
                    <Share2 aria-hidden />
                    Share
                  </Button>
                </Allowed>
                <Tooltip label="Full screen (f)" side="bottom">
                  <Button size="icon" variant="ghost" aria-label="Full screen" onClick={screen.enter}>
                    <Maximize />
                  </Button>
                </Tooltip>
                <BoardMenu board={board} />
              </>
            }
          />
          <BoardFacts {...facts} className="mb-3 hidden print:flex" />
          <BoardToolbar range={range} trail={trail} shown={shown} />
          <VariableBar variables={board.variables} chosen={chosen} onChoose={set} />
        </>
      )}
      {sharing ? <ShareDialog board={board} onClose={() => setSharing(false)} /> : null}
      {screen.isOn || !mayWrite ? null : <DraftNotice boardId={id} onRestore={() => setEditing(true)} />}
      {drilled ? (
        <DrillMenu
          drilled={drilled}
          around={range.resolve(Date.now())}
          timeZone={range.timeZone}
          onClose={() => setDrilled(null)}
        />
      ) : null}
      {board.widgets.length > 0 ? (
        <BoardViewProvider value={view}>
          <BoardGrid
            widgets={board.widgets}
            range={range}
            variables={board.variables}
            chosen={chosen}
            alone={screen.widget}
          />
        </BoardViewProvider>
      ) : (
        <EmptyState
          icon={LayoutDashboard}
          title="This dashboard is empty"
          className="rounded-lg border border-dashed py-20"
          action={
            <Allowed to="write">
              <Button variant="primary" onClick={() => setEditing(true)}>
                Add the first widget
              </Button>
            </Allowed>
          }
        >
          Figures, charts, the latest rows of a table: put what matters side by side.
        </EmptyState>
      )}
    </>
  )
}
