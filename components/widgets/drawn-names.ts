import type { Widget } from '@/lib/dashboards/contract'
import { type Answered, asValue, topRows } from '@/lib/dashboards/prepare'
import { groupingOf } from '@/lib/dashboards/question'
import { stackRows } from '@/lib/dashboards/stack'
import { widgetLines } from './widget-lines'

/** The names under which a widget draws its answers, each of which may have a colour of its own. */
export function drawnNames(widget: Widget, data: Answered | undefined): string[] {
  if (!data) return []
  const group = groupingOf(widget)
  if (widget.type === 'line') return widgetLines(widget, data.answers).map(({ name }) => name)
  const value = asValue(data.answers[0])
  if (!value || (widget.type !== 'bar' && widget.type !== 'pie')) return []
  const { stacked, limit = widget.type === 'bar' ? 12 : 7 } = widget.config
  if (widget.type === 'bar' && stacked && group?.includes(',')) return stackRows(value, group, limit).names
  return topRows(value, group, limit).map(({ label }) => label)
}
