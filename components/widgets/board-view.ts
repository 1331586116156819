'use client'

import { createContext, useContext } from 'react'
import type { AnnotationKind } from '@/lib/dashboards/annotations'
import type { Widget } from '@/lib/dashboards/contract'
import type { Picked } from '@/lib/dashboards/drill'

/** Something of a widget to look behind: where it is on the screen, and the anomalies there. */
export type Drilled = Picked & {
  widget: Widget
  x: number
  y: number
  anomalies?: readonly { href: string; label: string }[]
}

/** What the widgets of a board can ask of the board around them. */
export type BoardView = {
  /** Shows the board at another interval. */
  zoom?: (span: { from: number; to: number }) => void
  /** Offers where to go from a point, a bar or a slice. */
  drill?: (drilled: Drilled) => void
  annotations?: ReadonlySet<AnnotationKind>
  /** Shows one widget over the whole screen. */
  enlarge?: (id: string) => void
}

const BoardViewContext = createContext<BoardView>({})

export const BoardViewProvider = BoardViewContext
export const useBoardView = () => useContext(BoardViewContext)
