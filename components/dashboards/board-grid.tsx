'use client'

import { type CSSProperties, memo, useMemo } from 'react'
import type { ShownRange } from '@/components/layout/use-time-range'
import { cn } from '@/components/ui/cn'
import { EmptyState } from '@/components/ui/empty-state'
import { compact } from '@/lib/dashboards/arrange'
import type { Widget } from '@/lib/dashboards/contract'
import { flowInTwo } from '@/lib/dashboards/flow'
import { readingOrder } from '@/lib/dashboards/place'
import { type Shown, showWidgets } from '@/lib/dashboards/repeat'
import type { BoardVariable } from '@/lib/dashboards/variable-contract'
import { type Chosen, nothingChosen } from '@/lib/dashboards/variables'
import { FilledBody } from './filled-body'
import { useOffered } from './use-offered'
import { WidgetFrame, widgetTitle } from './widget-frame'
import { WidgetMenu } from './widget-menu'

/** Pixels of a row and of the gaps, the same for looking at a board and for editing it. */
export const rowHeight = 64
export const gap = 16

const figures = new Set<Widget['type']>(['counter', 'gauge'])

/** Below twelve columns: figures two in a row, on a tablet also what was at most half as wide as the board. */
const fitsPhone = ({ type }: Widget) => figures.has(type)
const fitsTablet = ({ type, position }: Widget) => figures.has(type) || position.width <= 6

const lists = new Set<Widget['type']>(['alerts', 'text'])

const place = ({ type, position: { x, y, width, height } }: Widget) =>
  ({
    '--column': `${x + 1} / span ${width}`,
    '--row': `${y + 1} / span ${height}`,
    '--height': `span ${lists.has(type) ? Math.min(height, 3) : height}`,
  }) as CSSProperties

type BoardWidgetProps = { filled: Shown; range: ShownRange; bare: boolean }

/** A widget that names no variable is not drawn again when one is chosen. */
const sameWidget = (a: BoardWidgetProps, b: BoardWidgetProps) =>
  a.filled.widget === b.filled.widget &&
  a.filled.problem === b.filled.problem &&
  a.filled.left === b.filled.left &&
  a.range === b.range &&
  a.bare === b.bare

const BoardWidget = memo(function BoardWidget({ filled, range, bare }: BoardWidgetProps) {
  const { widget } = filled
  const menu = <WidgetMenu widget={widget} title={widgetTitle(widget)} range={range} />
  return (
    <WidgetFrame widget={widget} plain={bare} left={filled.left} actions={bare ? null : menu}>
      <FilledBody filled={filled} range={range} />
    </WidgetFrame>
  )
}, sameWidget)

type BoardGridProps = {
  widgets: readonly Widget[]
  range: ShownRange
  variables?: readonly BoardVariable[]
  chosen?: Chosen
  /** Leaves out what leads elsewhere. */
  bare?: boolean
  /** The id of the one widget that has the whole screen. */
  alone?: string | null
}

const none: readonly BoardVariable[] = []

/** A board to look at: laid out by the browser alone, so that it stands before any script has run. */
export function BoardGrid(props: BoardGridProps) {
  const { widgets, range, variables = none, chosen = nothingChosen, bare = false, alone = null } = props
  const offered = useOffered(widgets, variables, chosen)
  const placed = useMemo(() => readingOrder(compact(widgets)), [widgets])
  const shown = useMemo(() => showWidgets(placed, chosen, offered, widgets), [placed, chosen, offered, widgets])
  if (alone !== null) {
    const one = shown.find(({ widget }) => widget.id === alone)
    if (!one) return <EmptyState title="This widget is no longer on the dashboard" />
    return (
      <div className="h-[calc(100dvh-5rem)] min-h-72">
        <BoardWidget filled={one} range={range} bare={bare} />
      </div>
    )
  }
  const onPhone = flowInTwo(shown.map(({ widget }) => fitsPhone(widget)))
  const onTablet = flowInTwo(shown.map(({ widget }) => fitsTablet(widget)))
  return (
    <div className="@container">
      <div className="grid grid-cols-2 gap-3 @4xl:grid-cols-12 @4xl:gap-4" style={{ gridAutoRows: `${rowHeight}px` }}>
        {shown.map((filled, i) => (
          <div
            key={filled.widget.id}
            style={place(filled.widget)}
            className={cn(
              'min-w-0 break-inside-avoid [grid-row:var(--height)] @4xl:[grid-column:var(--column)] @4xl:[grid-row:var(--row)]',
              onPhone[i] ? 'col-span-1' : 'col-span-2',
              onTablet[i] ? '@2xl:col-span-1' : '@2xl:col-span-2',
            )}
          >
            <BoardWidget filled={filled} range={range} bare={bare} />
          </div>
        ))}
      </div>
    </div>
  )
}
