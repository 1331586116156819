import { cn } from '@/components/ui/cn'
import { registry } from '@/components/widgets/registry'
import { compact } from '@/lib/dashboards/arrange'
import type { WidgetChange } from '@/lib/dashboards/changes'
import type { Widget, WidgetPosition } from '@/lib/dashboards/contract'
import { readingOrder } from '@/lib/dashboards/place'
import { looks } from './change-kind'
import { widgetTitle } from './widget-frame'

type Box = { id: string; widget: Widget; change: WidgetChange; position: WidgetPosition }

const rowHeight = 20

function WidgetBox({ widget, change, position }: Box) {
  const { x, y, width, height } = position
  const { word, icon: Icon, box } = looks[change.kind]
  const Kind = registry[widget.type].icon
  const said = `${widgetTitle(widget)}: ${change.kind === 'same' ? 'as it was' : word.toLowerCase()}`
  return (
    <li
      title={said}
      className={cn('flex min-w-0 flex-col overflow-hidden rounded border-2 px-1.5 py-1 text-[11px]', box)}
      style={{ gridColumn: `${x + 1} / span ${width}`, gridRow: `${y + 1} / span ${height}` }}
    >
      <span className="flex min-w-0 items-center gap-1">
        <Kind aria-hidden className="size-3 shrink-0" />
        <span className="min-w-0 truncate font-medium">{widgetTitle(widget)}</span>
      </span>
      {change.kind === 'same' ? null : (
        <span className="flex min-w-0 items-center gap-1">
          <Icon aria-hidden className="size-3 shrink-0" />
          <span className="min-w-0 truncate">{word}</span>
        </span>
      )}
    </li>
  )
}

type DiffGridProps = { title: string; side: 'before' | 'after'; changes: readonly WidgetChange[] }

/** A board as it was, or is, drawn small: every widget where it stood, with what became of it. */
export function DiffGrid({ title, side, changes }: DiffGridProps) {
  const boxes = changes.flatMap((change): Box[] => {
    const widget = change[side]
    return widget ? [{ id: widget.id, widget, change, position: widget.position }] : []
  })
  return (
    <figure className="min-w-0 rounded-lg border bg-card p-3">
      <figcaption className="mb-2 font-medium text-[13px]">{title}</figcaption>
      {boxes.length === 0 ? <p className="py-6 text-center text-muted-foreground text-xs">No widgets</p> : null}
      <ol className="grid grid-cols-12 gap-1" style={{ gridAutoRows: `${rowHeight}px` }}>
        {readingOrder(compact(boxes)).map((box) => (
          <WidgetBox key={box.id} {...box} />
        ))}
      </ol>
    </figure>
  )
}
