'use client'

import type { Widget } from '@/lib/dashboards/contract'
import { labelsOf, partsOf } from '@/lib/dashboards/drill'
import type { Span } from '@/lib/dashboards/question'
import { useBoardView } from './board-view'

/** Tells the board which bar or slice was picked, of another interval than the widget's where one is given; undefined where nothing lies behind one. */
export function useDrill(widget: Widget, { from, to }: Span) {
  const { drill } = useBoardView()
  if (!drill) return undefined
  return (name: string, place: { x: number; y: number }, span: Span = { from, to }) =>
    drill({ widget, span, labels: labelsOf(partsOf(widget), name), ...place })
}
