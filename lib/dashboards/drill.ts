import { writeFilter } from '@/lib/metrics/filter-text'
import { groupingOf, type Span, type Subject } from './question'

/** A point, a bar or a slice of a chart: its interval, and the values of labels that it is of. */
export type Picked = { span: Span; labels: Readonly<Record<string, string>> }

const rest = '__other__'
const grouped = new Set<Subject['type']>(['line', 'bar', 'pie', 'table'])

/** What the parts of a widget are told apart by; a figure and the hours of a week are of all. */
export const partsOf = (widget: Subject): string | undefined =>
  grouped.has(widget.type) ? groupingOf(widget) : undefined

/** The labels of one row of a chart grouped by `group`, by its name as it is drawn; none for what lies together. */
export function labelsOf(group: string | undefined, name: string): Record<string, string> {
  const labels = (group ?? '').split(',').filter(Boolean)
  const values = name.split(' · ')
  if (name === rest || labels.length === 0 || labels.length !== values.length) return {}
  return Object.fromEntries(labels.map((label, i) => [label, values[i]!]))
}

/** The filter of a widget narrowed to what was picked. */
export function narrow(filter: string | undefined, { labels }: Pick<Picked, 'labels'>): string | undefined {
  const own = Object.entries(labels).map(([label, value]) => writeFilter(label, value))
  return [...(filter ? [filter] : []), ...own].join(',') || undefined
}

const spanParams = ({ from, to }: Span) => ({ from: new Date(from).toISOString(), to: new Date(to).toISOString() })

/** The address of the events behind what was picked: its table and interval, and the first value that is searched for. */
export function eventsPath(table: string, { span, labels }: Picked): string {
  const [value] = Object.values(labels)
  const params = { table, ...spanParams(span), ...(value ? { q: value } : {}) }
  return `/events?${new URLSearchParams(params)}`
}

export const metricPath = (metric: string, span: Span) =>
  `/explore/${encodeURIComponent(metric)}?${new URLSearchParams(spanParams(span))}`

/** The parameters of an interval, for an address that has others. */
export const addSpan = (params: URLSearchParams, span: Span) => {
  for (const [name, value] of Object.entries(spanParams(span))) params.set(name, value)
  return params
}

/** The labels that what was picked can be taken apart by: those that it is neither grouped nor narrowed by. */
export const otherLabels = (labels: readonly string[], group: string | undefined, picked: Pick<Picked, 'labels'>) =>
  labels.filter((label) => !(label in picked.labels) && !(group ?? '').split(',').includes(label))
