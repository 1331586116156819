import { viewOfWidget } from '@/components/explore/explore-widget'
import { exploredSeries } from '@/components/explore/explored-series'
import type { Widget } from '@/lib/dashboards/contract'
import { type Answered, asRange, asValue, topRows } from '@/lib/dashboards/prepare'
import { groupingOf } from '@/lib/dashboards/question'
import { stackRows } from '@/lib/dashboards/stack'

/** The names under which a widget draws its answers, each of which may have a colour of its own. */
export function drawnNames(widget: Widget, data: Answered | undefined): string[] {
  if (!data) return []
  const group = groupingOf(widget)
  if (widget.type === 'line') {
    const rows = viewOfWidget(widget, group)?.queries ?? []
    const answers = rows.map((query, index) => ({ query, unit: '', range: asRange(data.answers[index]) }))
    return exploredSeries(answers, undefined).map(({ name }) => name)
  }
  const value = asValue(data.answers[0])
  if (!value || (widget.type !== 'bar' && widget.type !== 'pie')) return []
  const { stacked, limit = widget.type === 'bar' ? 12 : 7 } = widget.config
  if (widget.type === 'bar' && stacked && group?.includes(',')) return stackRows(value, group, limit).names
  return topRows(value, group, limit).map(({ label }) => label)
}
