'use client'

import { GripVertical } from 'lucide-react'
import { type KeyboardEvent, type PointerEvent, useRef } from 'react'
import type { Direction } from '@/lib/dashboards/arrange'

const arrows: Record<string, Direction> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
}

type MoveHandleProps = {
  title: string
  help: string
  marked: boolean
  onMove: (direction: Direction) => void
  onResize: (direction: Direction) => void
  onToggle: () => void
  onRemove: () => void
  /** In a single column: one place up or down while a finger drags it. */
  onStep?: (step: -1 | 1) => void
}

/** Where a widget is taken hold of: arrow keys move it, with shift resize it, space chooses it, delete removes it. */
export function MoveHandle(props: MoveHandleProps) {
  const { title, help, marked, onMove, onResize, onToggle, onRemove, onStep } = props
  const button = useRef<HTMLButtonElement>(null)
  const press = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    const direction = arrows[event.key]
    const action = direction
      ? () => (event.shiftKey ? onResize(direction) : onMove(direction))
      : event.key === ' '
        ? onToggle
        : event.key === 'Delete' || event.key === 'Backspace'
          ? onRemove
          : null
    if (!action) return
    event.preventDefault()
    action()
  }
  const drag = (event: PointerEvent<HTMLButtonElement>) => {
    if (!onStep || !event.currentTarget.hasPointerCapture(event.pointerId)) return
    const card = button.current?.closest('[data-widget]')
    const [above, below] = [card?.previousElementSibling, card?.nextElementSibling]
    const middle = (element: Element) => {
      const { top, height } = element.getBoundingClientRect()
      return top + height / 2
    }
    if (above?.matches('[data-widget]') && event.clientY < middle(above)) onStep(-1)
    else if (below?.matches('[data-widget]') && event.clientY > middle(below)) onStep(1)
  }
  return (
    <button
      ref={button}
      type="button"
      aria-label={`Move or resize ${title}`}
      aria-describedby={help}
      aria-pressed={marked}
      className="board-handle -ml-2 grid size-6 shrink-0 touch-none place-items-center rounded text-muted-foreground pointer-coarse:size-9 aria-pressed:text-primary"
      onKeyDown={press}
      onPointerDown={onStep ? (event) => event.currentTarget.setPointerCapture(event.pointerId) : undefined}
      onPointerMove={onStep ? drag : undefined}
    >
      <GripVertical aria-hidden className="size-4" />
    </button>
  )
}
