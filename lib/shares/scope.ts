import { chooseColumns, type Image } from '@/lib/dashboards/cells'
import type { Widget } from '@/lib/dashboards/contract'
import { type Question, questionsOf, type Span } from '@/lib/dashboards/question'
import { tableMetrics } from '@/lib/metrics/auto'

type Widgets = readonly Widget[]

const timing = new Set(['ref', 'from', 'to', 'step', 'tz', 'max_points'])

/** What a question asks, but for when: what is the same however the time range moves. */
function shapeOf(question: Record<string, unknown>): string {
  const rest = Object.entries(question).filter(([key, value]) => !timing.has(key) && value !== undefined)
  const kind = question.step === undefined ? 'value' : 'range'
  return JSON.stringify([kind, ...rest.sort(([a], [b]) => (a < b ? -1 : 1))])
}

type Book = ReadonlyMap<string, readonly Question[]>
/** What each list of widgets asks at an interval, by the shape of the question: hundreds of questions may be looked up in one. */
const books = new WeakMap<Widgets, Map<string, Book>>()

function bookOf(widgets: Widgets, span: Span, tz: string): Book {
  const known = books.get(widgets) ?? new Map<string, Book>()
  books.set(widgets, known)
  const key = `${span.from} ${span.to} ${tz}`
  const book =
    known.get(key) ??
    groupBy(
      widgets.flatMap((widget) => questionsOf(widget, span, tz)),
      shapeOf,
    )
  known.set(key, book)
  return book
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group) group.push(item)
    else groups.set(keyOf(item), [item])
  }
  return groups
}

const startOf = ({ from }: Record<string, unknown>) => Date.parse(String(from))

/**
 * The stored question that `asked` stands for, at the interval of the link: nothing of what was sent is asked but its time
 * zone. Of two that differ in their interval alone (a figure and the one before it) the nearer one. Null where the board asks
 * no such thing.
 */
export function storedQuestion(widgets: Widgets, asked: Record<string, unknown>, span: Span, tz: string) {
  const start = startOf(asked)
  const same = bookOf(widgets, span, tz).get(shapeOf(asked)) ?? []
  return same.toSorted((a, b) => Math.abs(startOf(a) - start) - Math.abs(startOf(b) - start))[0] ?? null
}

/** The interval that was asked for; null where it is none. */
export function askedSpan(asked: Record<string, unknown>): Span | null {
  const [from, to] = [startOf(asked), Date.parse(String(asked.to))]
  return from < to && to - from <= 10 * 366 * 86_400_000 ? { from, to } : null
}

const usualRows = 20

/** The widgets that list the rows of this table, and how many rows the longest of them lists. */
export function rowsOf(widgets: Widgets, table: string) {
  const listing = widgets.filter(({ type, metric, config }) => type === 'table' && !metric && config.table === table)
  return { listing, limit: Math.max(0, ...listing.map(({ config }) => config.limit ?? usualRows)) }
}

/** The columns that any of these widgets shows of the rows. */
export function columnsOf(listing: Widgets, images: readonly Image[]): string[] {
  const shown = listing.flatMap(({ config, position }) =>
    config.columns?.length ? config.columns : chooseColumns(images, Math.max(2, position.width - 2)),
  )
  return [...new Set(shown)]
}

/** The widget that lists what is unusual in just this table and metric. */
export function anomaliesWidget(widgets: Widgets, subject: { table?: string; metric?: string }): Widget | undefined {
  return widgets.find(
    ({ type, metric, config }) =>
      type === 'alerts' &&
      config.list !== 'alerts' &&
      (config.table ?? '') === (subject.table ?? '') &&
      (metric ?? '') === (subject.metric ?? ''),
  )
}

const metricsOf = ({ metric, config }: Widget) => [
  metric ?? '',
  ...(config.queries ?? []).map((query) => query.metric ?? query.expr ?? ''),
]

/** Whether anything on the board is about this table; `*` stands for any. */
export function isAbout(widgets: Widgets, table: string): boolean {
  if (table === '*') return true
  const prefix = tableMetrics(table)[0]?.name.replace(/_events_total$/, '') ?? table
  const isNamed = (text: string) => text.split(/[^\p{L}\p{N}_]+/u).some((word) => word.startsWith(`${prefix}_`))
  return widgets.some((widget) => widget.config.table === table || metricsOf(widget).some(isNamed))
}
