import type { BatchQuery } from '@/lib/metrics/contract'
import type { Widget } from './contract'

/** What is asked of a metric, in the words of `POST /query`. */
export type Question = Omit<BatchQuery['queries'][number], 'ref'>
/** An interval in milliseconds since 1970; `to` is not in it. */
export type Span = { from: number; to: number }
/** What of a widget decides its data: neither its title nor its place. */
export type Subject = Pick<Widget, 'type' | 'metric' | 'config'>

const minute = 60_000
const steps = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10_080].map((minutes) => minutes * minute)

/** The smallest usual step that gives at most `points` of them over the span. */
export function chooseStep({ from, to }: Span, points: number): number {
  return steps.find((step) => (to - from) / step <= points) ?? Math.ceil((to - from) / points / 86_400_000) * 86_400_000
}

/** `orders_by_status` is counted by `status` unless the widget says otherwise. */
export function groupingOf({ metric, config }: Subject): string | undefined {
  if (config.group_by !== undefined) return config.group_by || undefined
  return /_by_(.+)$/.exec(metric ?? '')?.[1]
}

/** The interval of the same length just before. */
export const previous = ({ from, to }: Span): Span => ({ from: from - (to - from), to: from })

const sparklinePoints = 32
const linePoints = 120

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
  const seconds = (step: number) => `${step / 1000}s`
  const range = (step: number) => ({ ...asked(span), step: seconds(step), tz })
  const group_by = groupingOf(subject)
  const grouped = group_by ? { group_by } : {}
  switch (type) {
    case 'counter':
      return [asked(span), asked(previous(span)), range(chooseStep(span, sparklinePoints))]
    case 'line': {
      const limit = config.limit ? { limit: config.limit } : group_by ? { limit: 8 } : {}
      return [{ ...range(chooseStep(span, linePoints)), ...grouped, ...limit }]
    }
    case 'bar':
    case 'pie':
    case 'table':
      return [{ ...asked(span), ...grouped }]
    case 'gauge':
      return [asked(span)]
    case 'heatmap':
      return [range(60 * minute)]
    case 'alerts':
    case 'text':
      return []
  }
}
