'use client'

import { type PointerEvent, useRef, useState } from 'react'
import type { Marking } from './use-marked'

export type Box = { left: number; top: number; width: number; height: number }

type Point = { x: number; y: number }

/** The box that two of its corners span. */
export const boxOf = (a: Point, b: Point): Box => ({
  left: Math.min(a.x, b.x),
  top: Math.min(a.y, b.y),
  width: Math.abs(a.x - b.x),
  height: Math.abs(a.y - b.y),
})

/** Whether two boxes share some place. */
export const doOverlap = (a: Box, b: Box) =>
  a.left < b.left + b.width && b.left < a.left + a.width && a.top < b.top + b.height && b.top < a.top + a.height

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
