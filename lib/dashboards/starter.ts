import type { Aggregation, MeasureKind } from '@/lib/metrics/contract'
import type { WidgetConfig, WidgetPosition, WidgetType } from './contract'
import { findSpace } from './place'
import { plainWords, sentence } from './words'

export type StarterMetric = {
  name: string
  kind: MeasureKind
  field: string | null
  label: string | null
  aggregation: Aggregation
  unit: string
}
export type StarterWidget = {
  type: WidgetType
  title: string
  metric: string | null
  config: WidgetConfig
  position: WidgetPosition
}
type Card = Omit<StarterWidget, 'position'> & { width: number; height: number }

/** Raised when the boards below change, so that boards nobody edited follow. */
export const starterEdition = 2

const level =
  /(^| )(price|cost|rate|ratio|percent|percentage|pct|score|rating|age|year|month|day|hour|temperature|temp|latitude|longitude|lat|lon|lng|level|stock|balance|weight|height|width|length|size|position|rank|version|discount|duration|latency|speed|limit|capacity|threshold)( |$)/
const state = /(^| )(status|state|stage)( |$)/

/** Whether adding the field's values up says something: amounts add up, prices and scores do not. */
export const addsUp = (field: string) => !level.test(plainWords(field))

type Extra = { config?: WidgetConfig; width?: number; height?: number }

const card = (type: WidgetType, title: string, metric: StarterMetric | null, extra: Extra = {}): Card => ({
  type,
  title: sentence(title),
  metric: metric?.name ?? null,
  config: { ...(metric?.unit ? { unit: metric.unit } : {}), ...extra.config },
  width: extra.width ?? 6,
  height: extra.height ?? 4,
})

/** Takes one of each in turn until both are used up. */
function interleave<T>(a: T[], b: T[]): T[] {
  return Array.from({ length: Math.max(a.length, b.length) }, (_, i) => [a[i], b[i]])
    .flat()
    .filter((item) => item !== undefined)
}

/**
 * The board a table gets when it is first seen: headline counters, what happens over time, how it is made up by category,
 * what is unusual, and the latest rows. The same metrics always give the same board.
 */
export function starterBoard(table: string, metrics: readonly StarterMetric[]) {
  const rows = plainWords(table)
  const total = (ending: string) => metrics.find((metric) => metric.kind === 'events' && metric.name.endsWith(ending))
  const inserts = total('_inserts_total')
  const changes = total('_events_total')
  const headline = inserts ?? changes
  const values = metrics.filter((metric) => metric.kind === 'value' && metric.field)
  const fields = [...new Set(values.map((metric) => metric.field ?? ''))]
    .sort((a, b) => Number(addsUp(b)) - Number(addsUp(a)))
    .slice(0, 3)
  const reading = (field: string, aggregation: Aggregation) =>
    values.find((metric) => metric.field === field && metric.aggregation === aggregation)
  const categories = metrics
    .filter((metric) => metric.kind === 'category' && metric.field)
    .sort((a, b) => Number(state.test(plainWords(b.field ?? ''))) - Number(state.test(plainWords(a.field ?? ''))))
    .slice(0, 4)

  const figures = fields.flatMap((field) => {
    const [sum, avg] = [addsUp(field) ? reading(field, 'sum') : undefined, reading(field, 'avg')]
    const name = plainWords(field)
    return [
      ...(sum ? [card('counter', `Total ${name}`, sum)] : []),
      ...(avg ? [card('counter', `Average ${name}`, avg)] : []),
    ]
  })
  const counters = [
    ...(inserts ? [card('counter', `New ${rows}`, inserts)] : []),
    ...figures.slice(0, changes ? 2 : 3),
    ...(changes ? [card('counter', `All changes to ${rows}`, changes)] : []),
  ]
  const trends = fields.flatMap((field) => {
    const metric = (addsUp(field) ? reading(field, 'sum') : undefined) ?? reading(field, 'avg')
    const how = metric?.aggregation === 'avg' ? 'Average ' : ''
    return metric ? [card('line', `${how}${plainWords(field)} over time`, metric)] : []
  })
  const [shares, ...others] = categories
  const grouped = (type: WidgetType, metric: StarterMetric, extra: Extra) =>
    card(type, `${rows} by ${plainWords(metric.field ?? '')}`, metric, {
      ...extra,
      config: { group_by: metric.label ?? '', limit: 8 },
    })
  const bars = others.map((metric) => grouped('bar', metric, {}))
  const paired = interleave(trends, bars)
  const over = inserts ? `New ${rows} over time` : `Changes to ${rows} over time`
  const cards = [
    ...counters.map((counter) => ({ ...counter, width: Math.min(6, 12 / counters.length), height: 2 })),
    ...(headline ? [card('line', over, headline, { width: shares ? 8 : 12 })] : []),
    ...(shares ? [grouped('pie', shares, { width: 4 })] : []),
    ...paired.map((item, i) => (i === paired.length - 1 && i % 2 === 0 ? { ...item, width: 12 } : item)),
    card('table', `Latest ${rows}`, null, { config: { table, limit: 20 }, width: 8, height: 5 }),
    card('alerts', `Unusual in ${rows}`, null, { config: { table, limit: 20 }, width: 4, height: 5 }),
  ]
  const taken: WidgetPosition[] = []
  const widgets = cards.map(({ width, height, ...widget }): StarterWidget => {
    const position = findSpace(taken, { width, height })
    taken.push(position)
    return { ...widget, position }
  })
  return { name: sentence(rows), description: `Live from the table ${table}`, widgets }
}
