'use client'

import { type PointerEvent, useRef, useState } from 'react'
import { type Box, boxOf, doOverlap, type Point } from './marquee'
import type { Marking } from './use-marked'

/** Pixels that a hand may tremble before a click is a drag. */
const tremble = 4

/** Chooses the widgets that a box touches which is drawn with the mouse over empty canvas; with shift beside those already chosen. */
export function useMarquee({ marked, mark }: Marking) {
  const [box, setBox] = useState<Box | null>(null)
  const start = useRef<{ at: Point; before: ReadonlySet<string> }>(null)
  const placeIn = (canvas: Element, { clientX, clientY }: PointerEvent): Point => {
    const { left, top } = canvas.getBoundingClientRect()
    return { x: clientX - left, y: clientY - top }
  }
  const begin = (event: PointerEvent<HTMLElement>) => {
    const canvas = event.currentTarget
    const isEmpty = event.target === canvas || (event.target as Element).matches('.react-grid-layout')
    if (!isEmpty || event.button !== 0 || event.pointerType !== 'mouse') return
    event.preventDefault()
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
    canvas.setPointerCapture(event.pointerId)
    start.current = { at: placeIn(canvas, event), before: event.shiftKey ? marked : new Set() }
  }
  const go = (event: PointerEvent<HTMLElement>) => {
    if (!start.current) return
    const canvas = event.currentTarget
    const drawn = boxOf(start.current.at, placeIn(canvas, event))
    if (!box && Math.max(drawn.width, drawn.height) < tremble) return
    setBox(drawn)
    const origin = canvas.getBoundingClientRect()
    const touched = [...canvas.querySelectorAll<HTMLElement>('[data-widget]')].filter((widget) => {
      const { left, top, width, height } = widget.getBoundingClientRect()
      return doOverlap(drawn, { left: left - origin.left, top: top - origin.top, width, height })
    })
    const next = new Set([...start.current.before, ...touched.map(({ id }) => id.replace('widget-', ''))])
    if (next.size !== marked.size || [...next].some((id) => !marked.has(id))) mark(next)
  }
  const end = () => {
    if (start.current && !box) mark(start.current.before)
    start.current = null
    setBox(null)
  }
  return { box, handlers: { onPointerDown: begin, onPointerMove: go, onPointerUp: end, onPointerCancel: end } }
}
