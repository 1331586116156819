'use client'

import type { Widget } from '@/lib/dashboards/contract'
import { labelsOf } from '@/lib/dashboards/drill'
import { groupingOf, type Span } from '@/lib/dashboards/question'
import { useBoardView } from './board-view'

/** Tells the board which bar or slice was picked; undefined where nothing lies behind one. */
export function useDrill(widget: Widget, { from, to }: Span) {
  const { drill } = useBoardView()
  if (!drill) return undefined
  return (name: string, place: { x: number; y: number }) =>
    drill({ widget, span: { from, to }, labels: labelsOf(groupingOf(widget), name), ...place })
}
