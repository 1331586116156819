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
import type { WidgetType } from '@/lib/dashboards/contract'
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
): WidgetKind => ({ name, hint, icon, source, settings, Body })

const figure: WidgetSetting[] = ['aggregation', 'filter', 'format']
const grouped: WidgetSetting[] = ['aggregation', 'group_by', 'filter', 'limit', 'format']

/** Everything a board can show: a type without a renderer does not compile. */
export const registry = {
  counter: kind('Counter', 'One figure and its trend', Hash, 'metric', figure, CounterWidget),
  line: kind('Line chart', 'Values over time', ChartLine, 'metric', grouped, LineWidget),
  bar: kind('Bar chart', 'Categories compared', ChartColumn, 'metric', grouped, BarWidget),
  pie: kind('Pie chart', 'Shares of a whole', ChartPie, 'metric', grouped, PieWidget),
  gauge: kind('Gauge', 'A figure between bounds', Gauge, 'metric', [...figure, 'bounds'], GaugeWidget),
  heatmap: kind('Heatmap', 'Hours of the week', Grid3x3, 'metric', figure, HeatmapWidget),
  table: kind('Latest rows', 'The newest changes of a table', Table2, 'table', ['columns', 'limit'], TableWidget),
  alerts: kind('Anomalies', 'What is unusual and open', BellRing, 'table', ['limit'], AlertsWidget),
  text: kind('Text', 'A note or a heading', TextQuote, 'text', [], TextWidget),
} satisfies { [T in WidgetType]: WidgetKind }
