'use client'

import { type FocusEvent, type ReactNode, type RefObject, useLayoutEffect, useRef } from 'react'
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
  const own = {
    ...pickable(displayName(label), (place) => onPick(label, place)),
    onFocus: () => {
      focused.current = label
    },
    /** One that is taken out of the page is left by nobody. */
    onBlur: ({ currentTarget }: FocusEvent<SVGGElement>) =>
      setTimeout(() => {
        if (currentTarget.isConnected && document.activeElement !== currentTarget) focused.current = null
      }),
  }
  return (
    <g ref={part} {...own}>
      {children}
    </g>
  )
}
