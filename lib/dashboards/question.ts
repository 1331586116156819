import { parseDuration } from '@/lib/config/duration'
import type { BatchQuery } from '@/lib/metrics/contract'
import { niceStep, stepStarts } from '@/lib/metrics/steps'
import type { Widget, WidgetConfig, WidgetQuery } from './contract'

/** What is asked of a metric, in the words of `POST /query`. */
export type Question = Omit<BatchQuery['queries'][number], 'ref'>
/** An interval in milliseconds since 1970; `to` is not in it. */
export type Span = { from: number; to: number }
/** What of a widget decides its data: neither its title nor its place. */
export type Subject = Pick<Widget, 'type' | 'metric' | 'config'>

/** `orders_by_status` is counted by `status` unless the widget says otherwise. */
export function groupingOf({ type, metric, config }: Subject): string | undefined {
  if (type !== 'line' && config.queries) return config.queries[0]?.group_by || undefined
  if (config.group_by !== undefined) return config.group_by || undefined
  return /_by_(.+)$/.exec(metric ?? '')?.[1]
}

/** The interval that a widget shows: the board's, or as long as it says itself, up to the same end. */
export function ownSpan({ range }: Pick<WidgetConfig, 'range'>, span: Span): Span {
  const length = range === undefined ? null : parseDuration(range)
  return length === null ? span : { from: span.to - length, to: span.to }
}

/** What a counter is compared with: as long before as is asked for, else the interval of the same length just before. */
export function earlier({ compare }: Pick<WidgetConfig, 'compare'>, span: Span): Span {
  const back = compare === undefined ? null : parseDuration(compare)
  return back === null ? previous(span) : { from: span.from - back, to: span.to - back }
}

/** The interval of the same length just before. */
export const previous = ({ from, to }: Span): Span => ({ from: from - (to - from), to: from })

const sparklinePoints = 32
const linePoints = 120
/** Bars are no bars below a few pixels, and each is drawn by itself. */
const barSteps = 60
const mostLinePoints = 10_000
/** About as many points as the widest chart has pixels. */
const drawnPoints = 1000
const hour = 3_600_000

/** The step that a line chart asks for, where it gives no more points than anyone can see; else a round one. */
function lineStep({ step, chart }: WidgetConfig, { from, to }: Span): number {
  const wanted = step === undefined ? null : parseDuration(step)
  if (wanted && (to - from) / wanted <= mostLinePoints) return wanted
  return niceStep(from, to, chart === 'bar' ? barSteps : linePoints)
}

/** What a line chart asks: its queries, or its metric. */
export function lineQueries({ metric, config }: Pick<Subject, 'metric' | 'config'>): WidgetQuery[] {
  if (config.queries) return config.queries
  if (!metric) return []
  const { aggregation, filter, limit, transform, unit } = config
  const group_by = groupingOf({ type: 'line', metric, config })
  return [{ metric, aggregation, group_by, filter, limit, transform, unit }]
}

function askLines(subject: Subject, span: Span, tz: string): Question[] {
  const step = lineStep(subject.config, span)
  const [from = span.from] = stepStarts(span.from, span.from + 1, step, tz)
  const { compare, fill, chart } = subject.config
  const isLong = (span.to - from) / step > drawnPoints && chart !== 'bar'
  return lineQueries(subject).map(({ unit: _, limit, ...query }) => ({
    ...Object.fromEntries(Object.entries(query).filter(([, value]) => value)),
    from: new Date(from).toISOString(),
    to: new Date(span.to).toISOString(),
    step: `${step / 1000}s`,
    tz,
    ...(limit ? { limit } : query.group_by ? { limit: 8 } : {}),
    ...(compare ? { compare } : {}),
    ...(fill ? { fill } : {}),
    ...(isLong ? { max_points: drawnPoints } : {}),
  }))
}

const isChosen = ({ metric, expr }: WidgetQuery) => Boolean(metric || expr?.trim())

/** The one query of a widget that is no line chart: its metric as its config reads it, or the first of its queries. */
function onlyQuery(subject: Subject): Omit<WidgetQuery, 'limit' | 'transform' | 'unit'> | null {
  const { metric, config } = subject
  const [first] = config.queries ?? []
  if (first) {
    const { limit: _, transform: __, unit: ___, ...query } = first
    return query
  }
  const { aggregation, filter } = config
  return metric ? { metric, aggregation, filter, group_by: groupingOf(subject) } : null
}

/** The questions whose answers draw a widget, in the order in which its renderer reads them; none where it reads no metric. */
export function questionsOf(subject: Subject, board: Span, tz: string): Question[] {
  const { type, config } = subject
  const span = ownSpan(config, board)
  if (type === 'line') return lineQueries(subject).some(isChosen) ? askLines(subject, span, tz) : []
  const query = onlyQuery(subject)
  if (!query?.metric && !query?.expr) return []
  const { group_by, ...whole } = query
  const words = Object.fromEntries(Object.entries(whole).filter(([, value]) => value))
  const asked = ({ from, to }: Span) => ({
    ...words,
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
  })
  const range = (step: number) => {
    const [from = span.from] = stepStarts(span.from, span.from + 1, step, tz)
    const { fill } = config
    return { ...asked({ from, to: span.to }), step: `${step / 1000}s`, tz, ...(fill ? { fill } : {}) }
  }
  const grouped = group_by ? { group_by } : {}
  switch (type) {
    case 'counter':
      return [asked(span), asked(earlier(config, span)), range(niceStep(span.from, span.to, sparklinePoints))]
    case 'bar':
    case 'pie':
    case 'table':
      return [{ ...asked(span), ...grouped }]
    case 'gauge':
      return [asked(span)]
    case 'heatmap':
      return [range(hour)]
    case 'alerts':
    case 'text':
      return []
  }
}
