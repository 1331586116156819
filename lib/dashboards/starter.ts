import type { MeasureKind } from '@/lib/metrics/contract'
import { currencyOf } from '@/lib/metrics/currency'
import type { Aggregation } from '@/lib/metrics/question-words'
import { isMoney } from './bind-tables'
import type { WidgetConfig, WidgetPosition, WidgetType } from './contract'
import { addsUp, byWords, columnWords, isState } from './meaning'
import { findSpace } from './place'
import { plainWords, rowsOf, sentence, singular, tableWords } from './words'

/** A metric of the table; `values` are those seen so far of its label (the event types, the categories). */
export type StarterMetric = {
  name: string
  kind: MeasureKind
  field: string | null
  label: string | null
  aggregation: Aggregation
  unit: string
  values: readonly string[]
}
export type StarterWidget = {
  type: WidgetType
  title: string
  metric: string | null
  config: WidgetConfig
  position: WidgetPosition
}
type Card = Omit<StarterWidget, 'position'> & { width: number; height: number }
type Extra = { config?: WidgetConfig; width?: number; height?: number }

/** Raised when the boards below change, so that boards nobody edited follow. */
export const starterEdition = 6

const mostCounters = 4

const card = (type: WidgetType, title: string, metric: StarterMetric | null, extra: Extra = {}): Card => ({
  type,
  title: sentence(title),
  metric: metric?.name ?? null,
  config: { ...(metric?.unit ? { unit: metric.unit } : {}), ...extra.config },
  width: extra.width ?? 6,
  height: extra.height ?? 4,
})

function place(cards: Card[]): StarterWidget[] {
  const taken: WidgetPosition[] = []
  return cards.map(({ width, height, ...widget }) => {
    const position = findSpace(taken, { width, height })
    taken.push(position)
    return { ...widget, position }
  })
}

/** Takes one of each in turn until both are used up. */
function interleave<T>(a: T[], b: T[]): T[] {
  return Array.from({ length: Math.max(a.length, b.length) }, (_, i) => [a[i], b[i]])
    .flat()
    .filter((item) => item !== undefined)
}

/** A lone counter stands beside the course of things, above the pie where there is one. */
function beside(course: Card | undefined, counters: Card[], pie: Card[]): Card[] {
  const tall = pie.length > 0
  return [
    ...(course ? [{ ...course, width: 8, height: tall ? 6 : 4 }] : []),
    ...counters.map((counter) => ({ ...counter, width: course ? 4 : 12, height: tall ? 2 : 4 })),
    ...pie,
  ]
}

/** Amounts are in the table's currency where it has one and only one. */
function withCurrency(metrics: readonly StarterMetric[]): StarterMetric[] {
  const code = currencyOf(metrics.filter(({ kind }) => kind === 'category'))
  return metrics.map((metric) => (code && metric.unit === 'currency' ? { ...metric, unit: code } : metric))
}

/** How much a number says of its table: money that adds up the most, then what adds up, then prices and the like. */
function worth({ field, unit }: StarterMetric): number {
  return (isMoney(unit) ? 2 : unit ? 1 : 0) + (addsUp(field ?? '') ? 3 : 0)
}

function figuresOf(table: string, values: readonly StarterMetric[]) {
  const fields = [...new Set([...values].sort((a, b) => worth(b) - worth(a)).map(({ field }) => field ?? ''))].slice(
    0,
    3,
  )
  const read = (field: string, how: Aggregation) => values.find((one) => one.field === field && one.aggregation === how)
  const of = fields.map((field) => ({
    name: columnWords(table, field, values.find((one) => one.field === field)?.unit),
    sum: addsUp(field) ? read(field, 'sum') : undefined,
    avg: read(field, 'avg'),
  }))
  return {
    counters: of.flatMap(({ name, sum, avg }) => [
      ...(sum ? [card('counter', `Total ${name}`, sum)] : []),
      ...(avg ? [card('counter', `Average ${name}`, avg)] : []),
    ]),
    trends: of.flatMap(({ name, sum, avg }) => {
      if (sum) return [card('line', `${name} over time`, sum)]
      return avg ? [card('line', `Average ${name} over time`, avg)] : []
    }),
  }
}

const keyEndings = new Set(['id', 'ids', 'uuid', 'guid', 'key', 'fk', 'no', 'number', 'ref'])

/** What an identifier counts, in words: `customer_id` customers; null for one that tells the rows apart, and for what is no key. */
function counted(table: string, field: string): string | null {
  const words = plainWords(field).split(' ')
  const rest = words.slice(0, -1)
  const own = tableWords(table).map(singular).join(' ')
  if (!keyEndings.has(words.at(-1) ?? '') || rest.length === 0 || rest.map(singular).join(' ') === own) return null
  return rowsOf(rest.join('_'))
}

/** Of a table without numbers: how many different others its rows are about. */
function distinctsOf(table: string, metrics: readonly StarterMetric[]): Card[] {
  const told = metrics.flatMap((metric) => {
    const of = metric.kind === 'distinct' && metric.field ? counted(table, metric.field) : null
    return of ? [{ of, metric }] : []
  })
  return told.slice(0, 2).map(({ of, metric }) => card('counter', `Different ${of}`, metric))
}

/** What the amount of all rows comes to over time, where adding amounts up says something. */
function totalsOf(table: string, metrics: readonly StarterMetric[], rows: string): Card[] {
  const total = metrics.find(({ kind, field }) => kind === 'total' && addsUp(field ?? ''))
  return total ? [card('line', `${columnWords(table, total.field ?? '', total.unit)} of all ${rows}`, total)] : []
}

/**
 * The board a table gets when it is first seen: headline counters, what happens over time, how it is made up by category, how
 * it stands now, what is unusual, and the latest rows. `settled` once enough events were seen to leave out what says nothing, such as a
 * category that is always the same. The same input always gives the same board.
 */
export function starterBoard(table: string, found: readonly StarterMetric[], settled: boolean) {
  const rows = rowsOf(table)
  const metrics = withCurrency(found)
  const total = (ending: string) => metrics.find(({ kind, name }) => kind === 'events' && name.endsWith(ending))
  const types = total('_events_total')?.values ?? []
  const inserts = types.length === 0 || types.includes('INSERT') ? total('_inserts_total') : undefined
  const others = !inserts || types.some((type) => type === 'UPDATE' || type === 'DELETE') || !settled
  const changes = others ? total('_events_total') : undefined
  const figures = figuresOf(
    table,
    metrics.filter(({ kind, field }) => kind === 'value' && field),
  )
  const categories = metrics
    .filter(({ kind, field, values }) => kind === 'category' && field && (!settled || values.length > 1))
    .sort((a, b) => Number(isState(b.field ?? '')) - Number(isState(a.field ?? '')))
    .slice(0, 4)
  const shares = categories.find(({ field, values }) => !isState(field ?? '') && values.length < 8)

  const standingBy = (metric: StarterMetric) =>
    card('bar', `${rows} ${byWords(table, metric.field ?? '')} now`, metric, {
      config: { group_by: metric.label ?? '', limit: 8 },
    })
  const grouped = (type: WidgetType, metric: StarterMetric, width?: number) => {
    const field = metric.field ?? ''
    const title = isState(field)
      ? `${rows} reaching each ${columnWords(table, field)}`
      : `${rows} ${byWords(table, field)}`
    return card(type, title, metric, { width, config: { group_by: metric.label ?? '', limit: 8 } })
  }
  const standing = metrics.find(({ kind }) => kind === 'rows')
  const fixed = [inserts, changes, standing].filter((one) => one !== undefined)
  const counters = [
    ...(standing ? [card('counter', `${rows} now`, standing)] : []),
    ...(inserts ? [card('counter', `New ${rows}`, inserts)] : []),
    ...figures.counters.slice(0, fixed.length > 1 ? mostCounters - fixed.length : 3),
    ...(figures.counters.length === 0 ? distinctsOf(table, metrics).slice(0, mostCounters - fixed.length) : []),
    ...(changes ? [card('counter', `All changes to ${rows}`, changes)] : []),
  ]
  const headline = inserts ?? changes
  const over = inserts ? `New ${rows} over time` : `Changes to ${rows} over time`
  const bars = categories
    .filter((metric) => metric !== shares)
    .flatMap((metric) => {
      const level =
        isState(metric.field ?? '') && metrics.find((one) => one.kind === 'current' && one.field === metric.field)
      return level ? [standingBy(level), grouped('bar', metric)] : [grouped('bar', metric)]
    })
  const paired = interleave([...figures.trends, ...totalsOf(table, metrics, rows)], bars)
  const pie = shares ? [grouped('pie', shares, 4)] : []
  const course = headline ? card('line', over, headline) : undefined
  const head =
    counters.length === 1
      ? beside(course, counters, pie)
      : [
          ...counters.map((counter) => ({ ...counter, width: 12 / counters.length, height: 2 })),
          ...(course ? [{ ...course, width: shares ? 8 : 12 }] : []),
          ...pie,
        ]
  const widgets = place([
    ...head,
    ...paired.map((item, i) => (i === paired.length - 1 && i % 2 === 0 ? { ...item, width: 12 } : item)),
    card('table', `Latest ${rows}`, null, { config: { table, limit: 20 }, width: 8, height: 5 }),
    card('alerts', `Unusual in ${rows}`, null, { config: { table, limit: 20 }, width: 4, height: 5 }),
  ])
  return { name: sentence(rows), description: `Live from the table ${table}`, widgets }
}
