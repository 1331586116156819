import { viewOfWidget } from '@/components/explore/explore-widget'
import { type ExploredSeries, exploredSeries } from '@/components/explore/explored-series'
import type { Widget } from '@/lib/dashboards/contract'
import { type Answered, asRange } from '@/lib/dashboards/prepare'
import { groupingOf } from '@/lib/dashboards/question'

/** The lines of a time chart by their names, each with its unit. */
export function widgetLines(widget: Widget, answers: Answered['answers']): ExploredSeries[] {
  const { unit, queries, compare } = widget.config
  const rows = viewOfWidget(widget, groupingOf(widget))?.queries ?? []
  const answered = rows.map((query, index) => ({
    query,
    unit: unit ?? queries?.[index]?.unit ?? '',
    range: asRange(answers[index]),
  }))
  return exploredSeries(answered, compare)
}
