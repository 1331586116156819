'use client'

import {
  type PointerEvent,
  type KeyboardEvent as Press,
  type ReactNode,
  type RefObject,
  useEffect,
  useRef,
  useState,
} from 'react'
import { stepsBetween, timeAt } from './zoom'

type ZoomAreaProps = {
  /** Pixels around the plot that belong to its axes. */
  plot: { left: number; right: number; bottom: number }
  domain: readonly [number, number]
  starts: readonly number[]
  stepMs: number
  onZoom?: (span: { from: number; to: number }) => void
  onPick?: (at: number, place: { x: number; y: number }) => void
  /** The step that the arrow keys are at. */
  active?: RefObject<number | null>
  children: ReactNode
}

const leastMouse = 5
const leastTouch = 12

/** Takes a drag to the side, by mouse or finger, for the choice of an interval; Escape lets go of it. */
export function ZoomArea({ plot, domain, starts, stepMs, onZoom, onPick, active, children }: ZoomAreaProps) {
  const area = useRef<HTMLDivElement>(null)
  const [drag, setDrag] = useState<{ from: number; to: number } | null>(null)
  useEffect(() => {
    if (!drag) return
    const cancel = (event: KeyboardEvent) => event.key === 'Escape' && setDrag(null)
    document.addEventListener('keydown', cancel)
    return () => document.removeEventListener('keydown', cancel)
  }, [drag])

  const placeOf = ({ clientX }: PointerEvent) => {
    const box = area.current!.getBoundingClientRect()
    return Math.min(box.width - plot.right, Math.max(plot.left, clientX - box.left))
  }
  const start = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0 || !event.isPrimary) return
    const at = placeOf(event)
    setDrag({ from: at, to: at })
  }
  const move = (event: PointerEvent<HTMLDivElement>) => {
    if (!drag) return
    if (event.pointerType === 'mouse' && event.buttons === 0) return setDrag(null)
    const to = placeOf(event)
    if (Math.abs(to - drag.from) > leastMouse) event.currentTarget.setPointerCapture(event.pointerId)
    setDrag({ from: drag.from, to })
  }
  const end = (event: PointerEvent<HTMLDivElement>) => {
    if (!drag) return
    setDrag(null)
    const least = event.pointerType === 'mouse' ? leastMouse : leastTouch
    const { width } = area.current!.getBoundingClientRect()
    const at = (x: number) => timeAt({ x, width, left: plot.left, right: plot.right, domain })
    if (Math.abs(drag.to - drag.from) < least) {
      const step = stepsBetween(starts, stepMs, at(drag.to), at(drag.to))
      if (step) onPick?.(step.from, { x: event.clientX, y: event.clientY })
      return
    }
    const span = stepsBetween(starts, stepMs, at(drag.from), at(drag.to))
    if (span) onZoom?.(span)
  }
  const press = (event: Press<HTMLDivElement>) => {
    const step = active?.current ?? starts.at(-1)
    if (event.key !== 'Enter' || !onPick || step === undefined) return
    event.preventDefault()
    const { left, top, width, height } = area.current!.getBoundingClientRect()
    const share = (step - domain[0]) / Math.max(1, domain[1] - domain[0])
    onPick(step, { x: left + plot.left + share * (width - plot.left - plot.right), y: top + height / 2 })
  }
  const wide = drag !== null && Math.abs(drag.to - drag.from) > leastMouse
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the chart inside has the focus, the keys come up from it
    <div
      ref={area}
      className="relative h-full cursor-crosshair touch-pan-y select-none"
      onPointerDown={start}
      onPointerMove={move}
      onPointerUp={end}
      onKeyDown={press}
      onPointerCancel={() => setDrag(null)}
    >
      {children}
      {wide ? (
        <div
          aria-hidden
          className="pointer-events-none absolute top-1.5 border-primary border-x bg-primary/15"
          style={{ left: Math.min(drag.from, drag.to), width: Math.abs(drag.to - drag.from), bottom: plot.bottom }}
        />
      ) : null}
    </div>
  )
}
