import type { LineMarker, LineSeries } from '@/components/charts/line-chart'
import type { RulePreview } from '@/lib/alerts/contract'
import { labelsOf } from './alert-words'

type Preview = Pick<RulePreview, 'series' | 'firings' | 'to'>

/**
 * The lines of a preview, each with what it is compared with behind it. Of so many steps the worst stands for all, each line's own:
 * several lines are put on the times of the first, or none would be whole.
 */
export function previewSeries({ series }: Preview, name: string): LineSeries[] {
  const times = series[0]?.data_points.map(({ timestamp }) => timestamp) ?? []
  return series.flatMap(({ labels, data_points }) => {
    const own = labelsOf(labels) || name
    const isAligned = data_points.length === times.length
    const at = (index: number) => (isAligned ? times[index]! : data_points[index]!.timestamp)
    const points = data_points.map(({ value }, index) => ({ timestamp: at(index), value }))
    if (data_points.every(({ reference = null }) => reference === null)) return [{ name: own, points }]
    const reference = data_points.map((point, index) => ({ timestamp: at(index), value: point.reference ?? null }))
    return [
      { name: own, points },
      { name: `${own}, compared with`, earlier: own, points: reference },
    ]
  })
}

/** The times in which anything would have fired, those that overlap as one. */
export function firingMarkers({ firings, to }: Preview): LineMarker[] {
  const spans = firings
    .map(({ started_at, ended_at }) => ({ from: started_at, to: ended_at ?? to }))
    .sort((a, b) => Date.parse(a.from) - Date.parse(b.from))
  const joined: { from: string; to: string }[] = []
  for (const span of spans) {
    const last = joined.at(-1)
    if (!last || Date.parse(span.from) > Date.parse(last.to)) joined.push({ ...span })
    else if (Date.parse(span.to) > Date.parse(last.to)) last.to = span.to
  }
  return joined.map((span) => ({ ...span, label: 'firing', tone: 'destructive' }))
}
