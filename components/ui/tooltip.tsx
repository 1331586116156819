'use client'

import { Slot } from 'radix-ui/slot'
import { type PointerEvent, type ReactNode, Suspense, useEffect, useRef, useState } from 'react'
import { onDemand } from './on-demand'
import type { TooltipSide } from './tooltip-bubble'

const { ask, part } = onDemand(() => import('./tooltip-bubble'))
const Bubble = part((parts) => parts.Bubble)

const hoverMs = 300
/** Time to move the pointer from the element into what is said of it. */
const leaveMs = 120

type TooltipProps = { label: ReactNode; side?: TooltipSide; children: ReactNode }

/** Says more about its one focusable child, on hover and on focus. */
export function Tooltip({ label, side = 'top', children }: TooltipProps) {
  const [isOpen, setOpen] = useState(false)
  const button = useRef<HTMLElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const isPressed = useRef(false)
  useEffect(() => () => clearTimeout(timer.current), [])
  const after = (ms: number, open: boolean) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setOpen(open), ms)
  }
  const show = (ms: number) =>
    void ask().then(
      () => button.current?.matches(':hover, :focus-visible') && after(ms, true),
      () => {},
    )
  const hide = () => {
    clearTimeout(timer.current)
    setOpen(false)
  }
  return (
    <>
      <Slot
        ref={button}
        onPointerEnter={({ pointerType }: PointerEvent) => pointerType !== 'touch' && show(hoverMs)}
        onPointerLeave={() => after(leaveMs, false)}
        onPointerDown={() => {
          isPressed.current = true
          hide()
        }}
        onPointerUp={() => {
          isPressed.current = false
        }}
        onClick={hide}
        onFocus={() => isPressed.current || show(0)}
        onBlur={hide}
      >
        {children}
      </Slot>
      {isOpen ? (
        <Suspense>
          <Bubble button={button} side={side} onStay={() => clearTimeout(timer.current)} onClose={hide}>
            {label}
          </Bubble>
        </Suspense>
      ) : null}
    </>
  )
}
