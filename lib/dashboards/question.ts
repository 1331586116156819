import type { BatchQuery } from '@/lib/metrics/contract'
import { niceStep, stepStarts } from '@/lib/metrics/steps'
import type { Widget } from './contract'

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
const hour = 3_600_000

/** The questions whose answers draw a widget, in the order in which its renderer reads them; none where it reads no metric. */
export function questionsOf(subject: Subject, span: Span, tz: string): Question[] {
  const { type, metric, config } = subject
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
    case 'line': {
      const limit = config.limit ? { limit: config.limit } : group_by ? { limit: 8 } : {}
      return [{ ...range(niceStep(span.from, span.to, linePoints)), ...grouped, ...limit }]
    }
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
