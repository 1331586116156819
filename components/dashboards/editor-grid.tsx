'use client'

import { GripVertical } from 'lucide-react'
import { type KeyboardEvent, useId, useMemo, useState } from 'react'
import GridLayout, { type GridLayoutProps, type Layout, useContainerWidth } from 'react-grid-layout'
import 'react-grid-layout/css/styles.css'
import './editor-grid.css'
import { type Direction, smallest } from '@/lib/dashboards/arrange'
import { gridColumns, type Widget } from '@/lib/dashboards/contract'
import { fillWidget } from '@/lib/dashboards/fill'
import { readingOrder } from '@/lib/dashboards/place'
import type { Chosen } from '@/lib/dashboards/variables'
import type { Window } from '@/lib/metrics/client'
import { gap, rowHeight } from './board-grid'
import { FilledBody } from './filled-body'
import type { BoardEditor } from './use-board-editor'
import { WidgetFrame, widgetTitle } from './widget-frame'
import { WidgetTools } from './widget-tools'

const arrows: Record<string, Direction> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
}
const grid: GridLayoutProps['gridConfig'] = {
  cols: gridColumns,
  rowHeight,
  margin: [gap, gap],
  containerPadding: [0, 0],
}
/** Below this many pixels twelve columns are too narrow to work with. */
const narrow = 640
const drag: GridLayoutProps['dragConfig'] = { enabled: true, cancel: '.board-tools' }
const sizing: GridLayoutProps['resizeConfig'] = { enabled: true, handles: ['se', 'e', 's'] }

const toLayout = (widgets: readonly Widget[]): Layout =>
  widgets.map(({ id, position: { x, y, width, height } }) => ({
    i: id,
    x,
    y,
    w: width,
    h: height,
    minW: smallest.width,
    minH: smallest.height,
  }))

const fromLayout = (layout: Layout) =>
  layout.map(({ i, x, y, w, h }) => ({ id: i, position: { x, y, width: w, height: h } }))

const placeInWords = (widget: Widget) => {
  const { x, y, width, height } = widget.position
  return `${widgetTitle(widget)}: column ${x + 1}, row ${y + 1}, ${width} wide, ${height} high`
}

type EditorGridProps = {
  editor: BoardEditor
  range: Window
  chosen: Chosen
  selected: string | null
  onSelect: (id: string | null) => void
}

/** A board to change: drag and resize with the pointer, or with the arrow keys on a focused widget. */
export function EditorGrid({ editor, range, chosen, selected, onSelect }: EditorGridProps) {
  const { width, mounted, containerRef } = useContainerWidth()
  const [moved, setMoved] = useState<string | null>(null)
  const help = useId()
  const { widgets } = editor.draft
  const layout = useMemo(() => toLayout(widgets), [widgets])
  const ordered = readingOrder(widgets)
  const save = (next: Layout) => editor.place(fromLayout(next))

  const press = (event: KeyboardEvent<HTMLButtonElement>, id: string) => {
    const direction = arrows[event.key]
    if (!direction || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    if (event.shiftKey) editor.resize(id, direction)
    else editor.move(id, direction)
    setMoved(id)
  }

  const frame = (widget: Widget, movable: boolean) => (
    <WidgetFrame
      widget={widget}
      editing
      selected={widget.id === selected}
      handle={
        movable ? (
          <button
            type="button"
            aria-label={`Move or resize ${widgetTitle(widget)}`}
            aria-describedby={help}
            className="-ml-2 grid size-6 shrink-0 place-items-center rounded text-muted-foreground"
            onKeyDown={(event) => press(event, widget.id)}
          >
            <GripVertical aria-hidden className="size-4" />
          </button>
        ) : null
      }
      actions={<WidgetTools widget={widget} editor={editor} selected={widget.id === selected} onSelect={onSelect} />}
    >
      <FilledBody filled={fillWidget(widget, chosen)} range={range} />
    </WidgetFrame>
  )

  const spoken = widgets.find((widget) => widget.id === moved)
  return (
    <div ref={containerRef} className="board-editor">
      <p className="sr-only" aria-live="polite">
        {spoken ? placeInWords(spoken) : ''}
      </p>
      <p id={help} className="sr-only">
        Arrow keys move this widget, arrow keys with shift resize it.
      </p>
      {mounted && width < narrow ? (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
          <p className="text-muted-foreground text-xs">On a wider screen widgets can also be moved and resized.</p>
          {ordered.map((widget) => (
            <div
              key={widget.id}
              id={`widget-${widget.id}`}
              style={{ height: widget.position.height * (rowHeight + gap) - gap }}
            >
              {frame(widget, false)}
            </div>
          ))}
        </div>
      ) : null}
      {mounted && width >= narrow ? (
        <GridLayout
          width={width}
          layout={layout}
          gridConfig={grid}
          dragConfig={drag}
          resizeConfig={sizing}
          onDragStop={save}
          onResizeStop={save}
        >
          {ordered.map((widget) => (
            <div key={widget.id} id={`widget-${widget.id}`} className="scroll-mt-24">
              {frame(widget, true)}
            </div>
          ))}
        </GridLayout>
      ) : null}
    </div>
  )
}
