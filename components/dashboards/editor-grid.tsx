'use client'

import { type CSSProperties, type MouseEvent, useId, useMemo, useState } from 'react'
import GridLayout, { type GridLayoutProps, type Layout, useContainerWidth } from 'react-grid-layout'
import { gridColumns } from '@/lib/dashboards/limits'
import 'react-grid-layout/css/styles.css'
import './editor-grid.css'
import { type Direction, smallest } from '@/lib/dashboards/arrange'
import type { Widget } from '@/lib/dashboards/contract'
import { fillWidget } from '@/lib/dashboards/fill'
import { readingOrder } from '@/lib/dashboards/place'
import { chosenForOne } from '@/lib/dashboards/repeat'
import type { Chosen } from '@/lib/dashboards/variables'
import type { Window } from '@/lib/metrics/client'
import { gap, rowHeight } from './board-grid'
import { FilledBody } from './filled-body'
import { MoveHandle } from './move-handle'
import type { BoardEditor } from './use-board-editor'
import { useCoarsePointer } from './use-coarse-pointer'
import type { Marking } from './use-marked'
import { useMarquee } from './use-marquee'
import { WidgetFrame, widgetTitle } from './widget-frame'
import { WidgetTools } from './widget-tools'

const grid: GridLayoutProps['gridConfig'] = {
  cols: gridColumns,
  rowHeight,
  margin: [gap, gap],
  containerPadding: [0, 0],
}
/** Below this many pixels twelve columns are too narrow to work with. */
const narrow = 640
const drag: GridLayoutProps['dragConfig'] = { enabled: true, cancel: '.board-tools' }
/** A finger scrolls the page unless it takes hold of a handle. */
const touchDrag: GridLayoutProps['dragConfig'] = { enabled: true, handle: '.board-handle' }
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
  marking: Marking
  range: Window
  chosen: Chosen
  selected: string | null
  onSelect: (id: string | null) => void
}

/** A board to change: drag and resize with the pointer, or with the arrow keys on a focused widget; several together. */
export function EditorGrid({ editor, marking, range, chosen, selected, onSelect }: EditorGridProps) {
  const { width, mounted, containerRef } = useContainerWidth()
  const [said, setSaid] = useState<{ id: string; words?: string } | null>(null)
  const coarse = useCoarsePointer()
  const help = useId()
  const marquee = useMarquee(marking)
  const { marked, toggle } = marking
  const { widgets } = editor.draft
  const layout = useMemo(() => toLayout(widgets), [widgets])
  const ordered = readingOrder(widgets)
  const isNarrow = width < narrow
  const save = (next: Layout) => editor.place(fromLayout(next))
  const dropped: GridLayoutProps['onDragStop'] = (next, from, to) => {
    if (!from || !to || !marked.has(to.i) || marked.size < 2) return save(next)
    editor.shiftAll(marked, to.x - from.x, to.y - from.y)
  }
  const together = (id: string) => marked.has(id) && marked.size > 1
  const move = (id: string, direction: Direction) => {
    if (isNarrow && (direction === 'up' || direction === 'down')) editor.swap(id, direction === 'up' ? -1 : 1)
    else if (together(id)) editor.moveAll(marked, direction)
    else editor.move(id, direction)
    setSaid({ id })
  }
  const resize = (id: string, direction: Direction) => {
    editor.resize(id, direction)
    setSaid({ id })
  }
  const choose = (widget: Widget) => {
    toggle(widget.id)
    setSaid({ id: widget.id, words: `${widgetTitle(widget)} ${marked.has(widget.id) ? 'no longer chosen' : 'chosen'}` })
  }
  const remove = (widget: Widget) => {
    const ids = together(widget.id) ? [...marked] : [widget.id]
    if (selected && ids.includes(selected)) onSelect(null)
    editor.remove(...ids)
    const words = ids.length > 1 ? `${ids.length} widgets removed` : `${widgetTitle(widget)} removed`
    setSaid({ id: widget.id, words })
  }

  const frame = (widget: Widget) => (
    <WidgetFrame
      widget={widget}
      editing
      selected={widget.id === selected}
      marked={marked.has(widget.id)}
      handle={
        <MoveHandle
          title={widgetTitle(widget)}
          help={help}
          marked={marked.has(widget.id)}
          onMove={(direction) => move(widget.id, direction)}
          onResize={(direction) => resize(widget.id, direction)}
          onToggle={() => choose(widget)}
          onRemove={() => remove(widget)}
          onStep={isNarrow ? (step) => move(widget.id, step < 0 ? 'up' : 'down') : undefined}
        />
      }
      actions={
        <WidgetTools
          widget={widget}
          editor={editor}
          selected={widget.id === selected}
          marked={marked.has(widget.id)}
          onSelect={onSelect}
          onMark={() => choose(widget)}
        />
      }
    >
      <FilledBody filled={fillWidget(widget, chosenForOne(widget, chosen))} range={range} />
    </WidgetFrame>
  )
  const spoken = widgets.find((widget) => widget.id === said?.id)
  /** With shift a click anywhere on a widget chooses it beside the others. */
  const click = (event: MouseEvent, widget: Widget) => {
    if (!event.shiftKey || (event.target as Element).closest('.board-tools')) return
    event.preventDefault()
    event.stopPropagation()
    getSelection()?.removeAllRanges()
    choose(widget)
  }
  const cell = (widget: Widget, style?: CSSProperties) => (
    <div
      key={widget.id}
      id={`widget-${widget.id}`}
      data-widget
      className="scroll-mt-24"
      style={style}
      onClickCapture={(event) => click(event, widget)}
    >
      {frame(widget)}
    </div>
  )

  return (
    <div ref={containerRef} className="board-editor relative min-h-[70dvh]" {...marquee.handlers}>
      {marquee.box ? (
        <div
          aria-hidden
          className="pointer-events-none absolute z-20 rounded border border-primary bg-primary/10"
          style={marquee.box}
        />
      ) : null}
      <p className="sr-only" aria-live="polite">
        {said?.words ?? (spoken ? placeInWords(spoken) : '')}
      </p>
      <p id={help} className="sr-only">
        Arrow keys move this widget, arrow keys with shift resize it, space chooses it beside others, delete removes it.
      </p>
      {mounted && isNarrow ? (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
          {ordered.map((widget) => cell(widget, { height: widget.position.height * (rowHeight + gap) - gap }))}
        </div>
      ) : null}
      {mounted && !isNarrow ? (
        <GridLayout
          width={width}
          layout={layout}
          gridConfig={grid}
          dragConfig={coarse ? touchDrag : drag}
          resizeConfig={sizing}
          onDragStop={dropped}
          onResizeStop={save}
        >
          {ordered.map((widget) => cell(widget))}
        </GridLayout>
      ) : null}
    </div>
  )
}
