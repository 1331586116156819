import { z } from 'zod'
import { parseDuration } from '@/lib/config/duration'
import { flagParam, instant, pageQuery, words } from '@/lib/http/contract'
import { fills } from '@/lib/metrics/contract'
import { aggregations, transforms } from '@/lib/metrics/question-words'
import { lineVariants } from './board-words'
import { gridColumns, mostCopies } from './limits'
import { looks } from './looks-contract'
import { boardVariable, boardVariables } from './variable-contract'

export const widgetTypes = ['counter', 'line', 'bar', 'pie', 'table', 'gauge', 'heatmap', 'alerts', 'text'] as const
export type WidgetType = (typeof widgetTypes)[number]

const aliases: Record<string, WidgetType> = { line_chart: 'line', bar_chart: 'bar', pie_chart: 'pie', donut: 'pie' }

/** A widget type; `line_chart`, `bar_chart`, `pie_chart` and `donut` are read as aliases. */
export const widgetTypeInput = z.preprocess(
  (type) => (typeof type === 'string' ? (aliases[type] ?? type) : type),
  z.enum(widgetTypes),
)

const nameInput = words(200)
  .transform((text) => text.trim())
  .pipe(z.string().min(1, 'a dashboard needs a name'))

export const widgetPosition = z.object({
  x: z
    .number()
    .int()
    .min(0)
    .max(gridColumns - 1),
  y: z.number().int().min(0).max(10_000),
  width: z.number().int().min(1).max(gridColumns),
  height: z.number().int().min(1).max(100),
})
export type WidgetPosition = z.infer<typeof widgetPosition>

export const mostQueries = 26
/** One of the questions of a chart that asks several, or of one by formula. */
export const widgetQuery = z
  .object({
    metric: words(500).optional(),
    expr: words(2000).optional(),
    aggregation: z.enum(aggregations).optional(),
    group_by: words(500).optional(),
    filter: words(2000).optional(),
    limit: z.number().int().min(1).max(100).optional(),
    transform: z.enum(transforms).optional(),
    unit: words(50).optional(),
  })
  .refine(({ metric, expr }) => (metric === undefined) !== (expr === undefined), 'expected either metric or expr')
export type WidgetQuery = z.infer<typeof widgetQuery>

const longestRange = 10 * 366 * 86_400_000

const ownRange = words(20).refine((text) => {
  const ms = parseDuration(text)
  return ms !== null && ms >= 60_000 && ms <= longestRange
}, 'expected how long back, from 1m to ten years, such as 6h or 7d')

/** A widget shown once for each chosen value of a variable of its board. */
export const widgetRepeat = z.object({
  variable: words(50),
  max: z.number().int().min(1).max(mostCopies).optional(),
})
export type WidgetRepeat = z.infer<typeof widgetRepeat>

/** `group_by` and `filter` are comma lists as on the wire of the metrics; absent means the metric's own default. `queries` are asked in the
 * place of the metric, by all but a line chart the first alone; `chart`, `scale` and `transform` are a line chart's, `compare` a counter's too. */
export const widgetConfig = z.object({
  aggregation: z.enum(aggregations).optional(),
  group_by: words(500).optional(),
  filter: words(2000).optional(),
  step: words(20).optional(),
  unit: words(50).optional(),
  decimals: z.number().int().min(0).max(10).optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  limit: z.number().int().min(1).max(100).optional(),
  table: words(255).optional(),
  columns: z.array(words(255)).max(100).optional(),
  text: words(20_000).optional(),
  queries: z.array(widgetQuery).min(1).max(mostQueries).optional(),
  chart: z.enum(lineVariants).optional(),
  scale: z.enum(['linear', 'log']).optional(),
  transform: z.enum(transforms).optional(),
  compare: words(20).optional(),
  /** Whether a line chart of one metric has what is expected behind it. */
  expected: z.boolean().optional(),
  /** The time range of this widget alone, up to the end of the board's. */
  range: ownRange.optional(),
  /** What stands in steps without samples; absent, what suits the aggregation. */
  fill: z.enum(fills).optional(),
  repeat: widgetRepeat.optional(),
  ...looks,
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
  /** The file that it is read from, in the folder of boards; such a board changes with its file alone. */
  file: z.string().nullable(),
  version: z.number().int(),
  variables: z.array(boardVariable),
  widgets: z.array(widget),
  created_at: instant,
  updated_at: instant,
})
export type Dashboard = z.infer<typeof dashboard>

/** One widget as answered after a change, with its board's version to send as the next `If-Match`. */
export const widgetOfBoard = widget.extend({ dashboard_id: z.uuid(), version: z.number().int() })
export type WidgetOfBoard = z.infer<typeof widgetOfBoard>

/** `deleted` lists the trash instead. */
export const dashboardListQuery = pageQuery.extend({
  q: z.string().max(200).optional(),
  deleted: flagParam.optional(),
})
export type DashboardListQuery = z.infer<typeof dashboardListQuery>
export const dashboardSummary = dashboard.omit({ widgets: true, variables: true }).extend({
  widgets_count: z.number().int(),
  deleted_at: instant.nullable(),
  deleted_by: z.string().nullable(),
})
export type DashboardSummary = z.infer<typeof dashboardSummary>
export const dashboardList = z.object({
  dashboards: z.array(dashboardSummary),
  count: z.number().int(),
  next_cursor: z.string().nullable(),
})
export type DashboardList = z.infer<typeof dashboardList>

export const dashboardParams = z.object({ id: z.uuid() })
export const removed = z.object({ id: z.uuid(), deleted: z.literal(true) })

/** `permanently` deletes for good, out of the trash or right away. */
export const dashboardRemoval = z.object({ permanently: flagParam.default(false) })

export const maxWidgets = 200

/** A widget to add or put: without a position it is placed where there is room; `id` keeps a widget that is there. */
export const widgetInput = z.object({
  id: z.uuid().optional(),
  type: widgetTypeInput,
  title: words(200).default(''),
  metric: words(500).nullable().default(null),
  config: widgetConfig.default({}),
  position: widgetPosition.optional(),
})
export type WidgetInput = z.infer<typeof widgetInput>
export const widgetBody = widgetInput.omit({ id: true })
export type WidgetBody = z.infer<typeof widgetBody>

/** Only what is given changes; `config` is replaced as a whole. */
export const widgetPatch = z.object({
  type: widgetTypeInput.optional(),
  title: words(200).optional(),
  metric: words(500).nullable().optional(),
  config: widgetConfig.optional(),
  position: widgetPosition.optional(),
})
export type WidgetPatch = z.infer<typeof widgetPatch>

/** A whole board: what a create or a PUT sends. Widgets that are left out of a PUT are removed. */
export const dashboardBody = z.object({
  name: nameInput,
  description: words(2000).default(''),
  variables: boardVariables.default([]),
  widgets: z.array(widgetInput).max(maxWidgets).default([]),
})
export type DashboardBody = z.infer<typeof dashboardBody>

/** Only what is given changes; `layout` moves any of the board's widgets in one request. */
export const dashboardPatch = z.object({
  name: nameInput.optional(),
  description: words(2000).optional(),
  variables: boardVariables.optional(),
  layout: z
    .array(z.object({ id: z.uuid(), position: widgetPosition }))
    .max(maxWidgets)
    .optional(),
})
export type DashboardPatch = z.infer<typeof dashboardPatch>

/** A board as a file: no ids, so that it can be imported anywhere and any number of times. */
export const dashboardFile = z.object({
  format: z.literal('datawatch.dashboard').default('datawatch.dashboard'),
  format_version: z.literal(1).default(1),
  name: nameInput,
  description: words(2000).default(''),
  variables: boardVariables.default([]),
  widgets: z.array(widgetBody).max(maxWidgets).default([]),
})
export type DashboardFile = z.infer<typeof dashboardFile>

/** Widgets on their way from one board to another through a clipboard. */
export const widgetClipboard = z.object({
  format: z.literal('datawatch.widgets'),
  format_version: z.literal(1),
  widgets: z
    .array(widgetBody.extend({ position: widgetPosition }))
    .min(1)
    .max(maxWidgets),
})

/** A file to import: as exported, or the whole answer that the export came in. */
export const importBody = z.preprocess((body) => {
  const answer = z.object({ success: z.literal(true), data: z.unknown() }).safeParse(body)
  return answer.success ? answer.data.data : body
}, dashboardFile)

/** The form of an exported file. */
export const fileFormats = ['json', 'yaml'] as const
export type FileFormat = (typeof fileFormats)[number]
export const dashboardExport = z.object({ format: z.enum(fileFormats).default('json') })
