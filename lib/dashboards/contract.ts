import { z } from 'zod'
import { aggregations } from '@/lib/metrics/contract'
import { instant, pageQuery } from '@/lib/http/contract'

export const widgetTypes = ['counter', 'line', 'bar', 'pie', 'table', 'gauge', 'heatmap', 'alerts', 'text'] as const
export type WidgetType = (typeof widgetTypes)[number]

const aliases: Record<string, WidgetType> = { line_chart: 'line', bar_chart: 'bar', pie_chart: 'pie', donut: 'pie' }

/** A widget type; `line_chart`, `bar_chart`, `pie_chart` and `donut` are read as aliases. */
export const widgetTypeInput = z.preprocess(
  (type) => (typeof type === 'string' ? (aliases[type] ?? type) : type),
  z.enum(widgetTypes),
)

export const gridColumns = 12
export const widgetPosition = z.object({
  x: z.number().int().min(0).max(gridColumns - 1),
  y: z.number().int().min(0).max(10_000),
  width: z.number().int().min(1).max(gridColumns),
  height: z.number().int().min(1).max(100),
})
export type WidgetPosition = z.infer<typeof widgetPosition>

export const widgetConfig = z.object({
  aggregation: z.enum(aggregations).optional(),
  group_by: z.string().optional(),
  filter: z.string().optional(),
  step: z.string().optional(),
  unit: z.string().optional(),
  decimals: z.number().int().min(0).max(10).optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  limit: z.number().int().min(1).max(100).optional(),
  table: z.string().optional(),
  columns: z.array(z.string()).optional(),
  text: z.string().max(20_000).optional(),
})
export type WidgetConfig = z.infer<typeof widgetConfig>

export const widget = z.object({
  id: z.uuid(),
  type: z.enum(widgetTypes),
  title: z.string(),
  metric: z.string().nullable(),
  config: widgetConfig,
  position: widgetPosition,
})
export type Widget = z.infer<typeof widget>

export const dashboard = z.object({
  id: z.uuid(),
  name: z.string(),
  description: z.string(),
  starter_for: z.string().nullable(),
  version: z.number().int(),
  widgets: z.array(widget),
  created_at: instant,
  updated_at: instant,
})
export type Dashboard = z.infer<typeof dashboard>

export const dashboardListQuery = pageQuery.extend({ q: z.string().max(200).optional() })
export const dashboardList = z.object({
  dashboards: z.array(dashboard.omit({ widgets: true }).extend({ widgets_count: z.number().int() })),
  count: z.number().int(),
  next_cursor: z.string().nullable(),
})
export type DashboardList = z.infer<typeof dashboardList>
