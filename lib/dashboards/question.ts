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
export function groupingOf({ metric, config }: Subject): string | undefined {
  if (config.group_by !== undefined) return config.group_by || undefined
  return /_by_(.+)$/.exec(metric ?? '')?.[1]
}

/** The interval of the same length just before. */
export const previous = ({ from, to }: Span): Span => ({ from: from - (to - from), to: from })

const sparklinePoints = 32
const linePoints = 120
const mostLinePoints = 2000
const hour = 3_600_000

/** The step that a line chart asks for, where it gives no more points than anyone can see; else a round one. */
function lineStep({ step }: WidgetConfig, { from, to }: Span): number {
  const wanted = step === undefined ? null : parseDuration(step)
  return wanted && (to - from) / wanted <= mostLinePoints ? wanted : niceStep(from, to, linePoints)
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
  const { compare } = subject.config
  return lineQueries(subject).map(({ unit: _, limit, ...query }) => ({
    ...Object.fromEntries(Object.entries(query).filter(([, value]) => value)),
    from: new Date(from).toISOString(),
    to: new Date(span.to).toISOString(),
    step: `${step / 1000}s`,
    tz,
    ...(limit ? { limit } : query.group_by ? { limit: 8 } : {}),
    ...(compare ? { compare } : {}),
  }))
}

/** The questions whose answers draw a widget, in the order in which its renderer reads them; none where it reads no metric. */
export function questionsOf(subject: Subject, span: Span, tz: string): Question[] {
  const { type, metric, config } = subject
  if (type === 'line') return askLines(subject, span, tz)
  if (!metric) return []
  const asked = ({ from, to }: Span) => ({
    metric,
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    ...(config.aggregation ? { aggregation: config.aggregation } : {}),
    ...(config.filter ? { filter: config.filter } : {}),
  })
  const range = (step: number) => {
    const [from = span.from] = stepStarts(span.from, span.from + 1, step, tz)
    return { ...asked({ from, to: span.to }), step: `${step / 1000}s`, tz }
  }
  const group_by = groupingOf(subject)
  const grouped = group_by ? { group_by } : {}
  switch (type) {
    case 'counter':
      return [asked(span), asked(previous(span)), range(niceStep(span.from, span.to, sparklinePoints))]
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
