import type { LucideIcon } from 'lucide-react'
import type { ComponentType } from 'react'
import type { Widget } from '@/lib/dashboards/contract'
import type { Answered } from '@/lib/dashboards/prepare'

/** What a renderer gets. */
export type WidgetBodyProps = { widget: Widget; data: Answered; timeZone: string }

/** What a widget is about, which decides what is asked of the person who adds one. */
export type WidgetSource = 'metric' | 'table' | 'text'

/** Which settings the editor offers. */
export type WidgetSetting =
  | 'aggregation'
  | 'group_by'
  | 'filter'
  | 'format'
  | 'bounds'
  | 'limit'
  | 'columns'
  | 'range'
  | 'compare'
  | 'rise'
  | 'sparkline'
  | 'target'
  | 'thresholds'
  | 'legend'
  | 'colors'
  | 'bars'
  | 'shape'
  | 'fill'
  | 'lines'
  | 'list'

export type WidgetKind = {
  name: string
  hint: string
  icon: LucideIcon
  source: WidgetSource
  settings: readonly WidgetSetting[]
  Body: ComponentType<WidgetBodyProps>
}
