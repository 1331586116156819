import type { ReactNode } from 'react'
import type { Widget, WidgetType } from '@/lib/dashboards/contract'

type Sketched = Pick<Widget, 'type' | 'position'>

const strokes = { fill: 'none', stroke: 'currentColor', strokeWidth: 1.5, vectorEffect: 'non-scaling-stroke' } as const

/** What each type of widget looks like from afar, in a box of 100 by 60. */
const shapes: Record<WidgetType, ReactNode> = {
  counter: <path d="M8 22h34M8 44h60" {...strokes} strokeWidth={3} />,
  line: <path d="M4 48 L20 36 L34 42 L50 22 L66 30 L82 12 L96 20" {...strokes} />,
  bar: <path d="M8 12h84M8 24h60M8 36h44M8 48h24" {...strokes} strokeWidth={3} />,
  pie: <path d="M50 8a22 22 0 1 0 .1 0M50 30V8M50 30l18 12" {...strokes} />,
  table: <path d="M6 12h88M6 24h88M6 36h88M6 48h88" {...strokes} />,
  gauge: <path d="M20 48a30 30 0 0 1 60 0M50 48l14-18" {...strokes} />,
  heatmap: <path d="M8 12h84M8 24h84M8 36h84M8 48h84" {...strokes} strokeWidth={4} strokeDasharray="5 3" />,
  alerts: <path d="M8 14h5M22 14h70M8 30h5M22 30h60M8 46h5M22 46h66" {...strokes} strokeWidth={2} />,
  text: <path d="M6 14h80M6 28h88M6 42h50" {...strokes} />,
}
/** Shapes that would be nothing if they were stretched. */
const round = new Set<WidgetType>(['pie', 'gauge'])

/** A small picture of a board: where its widgets stand and of which kinds they are. */
export function BoardSketch({ widgets }: { widgets: readonly Sketched[] }) {
  const rows = Math.max(1, ...widgets.map(({ position: { y, height } }) => y + height))
  return (
    <div
      aria-hidden
      className="grid h-full grid-cols-12 gap-px"
      style={{ gridTemplateRows: `repeat(${rows}, minmax(0, 1fr))` }}
    >
      {widgets.map(({ type, position: { x, y, width, height } }) => (
        <span
          key={`${x} ${y}`}
          className="m-px min-w-0 overflow-hidden rounded-[2px] bg-muted text-primary/70"
          style={{ gridColumn: `${x + 1} / span ${width}`, gridRow: `${y + 1} / span ${height}` }}
        >
          <svg
            aria-hidden="true"
            className="size-full"
            viewBox="0 0 100 60"
            preserveAspectRatio={round.has(type) ? 'xMidYMid meet' : 'none'}
          >
            {shapes[type]}
          </svg>
        </span>
      ))}
    </div>
  )
}
