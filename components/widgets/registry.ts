import {
  BellRing,
  ChartColumn,
  ChartLine,
  ChartPie,
  Gauge,
  Grid3x3,
  Hash,
  type LucideIcon,
  Table2,
  TextQuote,
} from 'lucide-react'
import { memo } from 'react'
import type { Widget, WidgetType } from '@/lib/dashboards/contract'
import { AlertsWidget } from './alerts-widget'
import { BarWidget } from './bar-widget'
import { CounterWidget } from './counter-widget'
import { GaugeWidget } from './gauge-widget'
import { HeatmapWidget } from './heatmap-widget'
import { LineWidget } from './line-widget'
import { PieWidget } from './pie-widget'
import { TableWidget } from './table-widget'
import { TextWidget } from './text-widget'
import type { WidgetKind, WidgetSetting, WidgetSource } from './widget-kind'

const kind = (
  name: string,
  hint: string,
  icon: LucideIcon,
  source: WidgetSource,
  settings: WidgetSetting[],
  Body: WidgetKind['Body'],
): WidgetKind => ({ name, hint, icon, source, settings, Body: memo(Body) })

const figure: WidgetSetting[] = ['aggregation', 'filter', 'format', 'range']
const grouped: WidgetSetting[] = ['aggregation', 'group_by', 'filter', 'limit', 'format', 'range']
const counted: WidgetSetting[] = [...figure, 'compare', 'rise', 'sparkline', 'thresholds']
const lined: WidgetSetting[] = [...grouped, 'lines', 'compare', 'fill', 'thresholds', 'legend', 'colors']
const barred: WidgetSetting[] = [...grouped, 'bars', 'legend', 'colors']
const rows: WidgetSetting[] = ['columns', 'limit']

/** Everything a board can show: a type without a renderer does not compile. */
export const registry = {
  counter: kind('Counter', 'One figure and its trend', Hash, 'metric', counted, CounterWidget),
  line: kind('Line chart', 'Values over time', ChartLine, 'metric', lined, LineWidget),
  bar: kind('Bar chart', 'Categories compared', ChartColumn, 'metric', barred, BarWidget),
  pie: kind('Pie chart', 'Shares of a whole', ChartPie, 'metric', [...grouped, 'shape', 'legend', 'colors'], PieWidget),
  gauge: kind(
    'Gauge',
    'A figure between bounds',
    Gauge,
    'metric',
    [...figure, 'bounds', 'target', 'thresholds'],
    GaugeWidget,
  ),
  heatmap: kind('Heatmap', 'Hours of the week', Grid3x3, 'metric', [...figure, 'fill'], HeatmapWidget),
  table: kind('Latest rows', 'The newest changes of a table', Table2, 'table', rows, TableWidget),
  alerts: kind('Alerts', 'Open anomalies or alerts', BellRing, 'table', ['list', 'limit'], AlertsWidget),
  text: kind('Text', 'A note or a heading', TextQuote, 'text', [], TextWidget),
} satisfies { [T in WidgetType]: WidgetKind }

/** What the editor offers for a widget: a table of a metric is one of its largest categories. */
export function settingsOf({
  type,
  metric,
  config,
}: Pick<Widget, 'type' | 'metric' | 'config'>): readonly WidgetSetting[] {
  if (type === 'table' && (metric || config.queries)) return [...grouped, 'thresholds']
  return registry[type].settings
}
