'use client'

import { useMemo } from 'react'
import { useAnomalyMarkers } from '@/components/anomalies/use-anomaly-markers'
import type { LineMarker } from '@/components/charts/line-chart'
import { useNoteMarkers } from '@/components/notes/use-note-markers'
import { useSchemaMarkers } from '@/components/schema/use-schema-markers'
import type { AnnotationKind } from '@/lib/dashboards/annotations'
import type { Widget } from '@/lib/dashboards/contract'
import { lineQueries } from '@/lib/dashboards/question'
import { useBoardView } from './board-view'

const nowhere = { from: undefined, to: undefined }
const none: string[] = []

/** What happened in the interval of a time chart, of the kinds that its board shows; on a shared one it leads nowhere. */
export function useAnnotations(widget: Widget, from: string, to: string, isShared: boolean): LineMarker[] {
  const { annotations } = useBoardView()
  const shows = (kind: AnnotationKind) => annotations?.has(kind) ?? (kind === 'notes' && !isShared)
  const metrics = useMemo(() => [...new Set(lineQueries(widget).flatMap(({ metric }) => metric ?? []))], [widget])
  const anomalies = useAnomalyMarkers(shows('anomalies') ? metrics : none, from, to)
  const notes = useNoteMarkers(shows('notes') ? { from, to } : nowhere)
  const schema = useSchemaMarkers(from, to, shows('schema'))
  const noted = shows('notes') ? notes : none
  return useMemo(() => {
    const marks = [...anomalies, ...(noted as LineMarker[]), ...schema]
    return isShared ? marks.map(({ href: _, ...mark }) => mark) : marks
  }, [anomalies, noted, schema, isShared])
}
