import type { Widget, WidgetConfig, WidgetType } from './contract'

type Key = keyof WidgetConfig
const asked: Key[] = ['aggregation', 'group_by', 'filter', 'queries', 'range', 'unit', 'decimals', 'repeat']
const named: Key[] = ['limit', 'colors', 'legend']

/** What each type reads of a config. */
const read: Record<WidgetType, readonly Key[]> = {
  counter: [...asked, 'compare', 'rise', 'sparkline', 'thresholds', 'fill'],
  line: [
    ...[...asked, ...named],
    ...(['step', 'chart', 'scale', 'transform', 'compare', 'expected', 'thresholds', 'fill'] as const),
  ],
  bar: [...asked, ...named, 'stacked', 'layout'],
  pie: [...asked, ...named, 'shape'],
  table: [...asked, 'limit', 'table', 'columns', 'sort', 'formats', 'thresholds'],
  gauge: [...asked, 'min', 'max', 'target', 'thresholds'],
  heatmap: [...asked, 'fill', 'colors', 'legend'],
  alerts: ['table', 'limit', 'list'],
  text: ['text', 'repeat'],
}

const single = new Set<WidgetType>(['counter', 'gauge', 'heatmap'])

/** The same widget as another type, with all of its settings that mean something there. */
export function switchType<T extends Pick<Widget, 'type' | 'config'>>(widget: T, type: WidgetType): T {
  const keys = new Set<string>(read[type])
  const kept: WidgetConfig = Object.fromEntries(Object.entries(widget.config).filter(([key]) => keys.has(key)))
  const wasStacked = widget.config.chart === 'stacked' || widget.config.stacked
  if (type === 'bar' && wasStacked) kept.stacked = true
  if (type === 'line' && wasStacked) kept.chart = 'stacked'
  if (type !== 'line' && kept.queries) kept.queries = kept.queries.slice(0, 1)
  if (single.has(type)) delete kept.limit
  return { ...widget, type, config: kept }
}
