'use client'

import { type ReactNode, type RefObject, useLayoutEffect, useRef } from 'react'
import { displayName } from './palette'
import { type PickPart, pickable } from './pickable'

type PickablePartProps = {
  label: string
  /** The part of the drawing that has the focus, kept by the drawing. */
  focused: RefObject<string | null>
  onPick?: PickPart
  children: ReactNode
}

/** A bar or slice that can be picked. New data draws all of them anew: the one that had the focus then takes it again. */
export function PickablePart({ label, focused, onPick, children }: PickablePartProps) {
  const part = useRef<SVGGElement>(null)
  useLayoutEffect(() => {
    const isLost = document.activeElement === null || document.activeElement === document.body
    if (focused.current === label && isLost) part.current?.focus({ preventScroll: true })
  }, [focused, label])
  if (!onPick) return <g>{children}</g>
  const note = (of: string | null) => () => {
    focused.current = of
  }
  const own = {
    ...pickable(displayName(label), (place) => onPick(label, place)),
    onFocus: note(label),
    onBlur: note(null),
  }
  return (
    <g ref={part} {...own}>
      {children}
    </g>
  )
}
