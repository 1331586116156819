import { writeCondition } from '@/lib/metrics/condition'
import type { MeasureKind } from '@/lib/metrics/contract'
import { isMoney } from './bind-tables'
import type { WidgetConfig } from './contract'
import { addsUp, isState } from './meaning'
import type { StarterMetric } from './starter'
import { plainWords } from './words'

/** What a widget of a template asks of its table. `field` is the column that was found by its meaning. */
export type Found = { metric: StarterMetric | null; field?: string; config?: WidgetConfig }
/** Finds it among the metrics of a table; null where there is none. `lacks` says what. */
export type Find = ((metrics: readonly StarterMetric[]) => Found | null) & { lacks?: string }

const finder = (find: Find, lacks: string): Find => Object.assign(find, { lacks })
const has = (field: string | null, words: readonly string[]) =>
  plainWords(field ?? '')
    .split(' ')
    .some((word) => words.includes(word))

const ofKind = (metrics: readonly StarterMetric[], kind: MeasureKind) => metrics.filter((one) => one.kind === kind)

/** How often rows come, change or go. */
export const events = (what: 'inserts' | 'updates' | 'deletes' | 'events'): Find => {
  const find: Find = (metrics) => {
    const metric = ofKind(metrics, 'events').find(({ name }) => name.endsWith(`_${what}_total`))
    return metric ? { metric } : null
  }
  return find
}

const main = 'total grand amount revenue value sum volume mrr arr paid'.split(' ')
const minor = 'tax vat fee discount shipping tip refunded cost subtotal commission balance limit'.split(' ')

function amountRank({ field, unit }: StarterMetric): number {
  const words = plainWords(field ?? '')
  const rank = (isMoney(unit) ? 4 : 0) + (addsUp(field ?? '') ? 1 : 0) + (has(field, main) ? 2 : 0)
  return rank - (has(field, minor) ? 5 : 0) - words.split(' ').length * 0.1
}

/** The column of what a row is worth, read as `how`. */
export const amount = (how: 'sum' | 'avg' | 'p95'): Find =>
  finder((metrics) => {
    const [best] = ofKind(metrics, 'value')
      .filter((metric) => metric.field && metric.aggregation === how && amountRank(metric) >= 2)
      .sort((a, b) => amountRank(b) - amountRank(a))
    return best ? { metric: best, field: best.field ?? '' } : null
  }, 'amounts')

/** The column of how long something took. */
export const duration = (how: 'avg' | 'p95'): Find =>
  finder((metrics) => {
    const metric = ofKind(metrics, 'value').find(
      ({ field, unit, aggregation }) => field && aggregation === how && /^(s|ms|minutes|hours)$/.test(unit),
    )
    return metric ? { metric, field: metric.field ?? '' } : null
  }, 'durations')

/** What numbers of rows come to now, of a column of one of these names. */
export const total = (words: readonly string[], lacks: string): Find =>
  finder((metrics) => {
    const metric = ofKind(metrics, 'total').find(({ field }) => has(field, words))
    return metric ? { metric, field: metric.field ?? '' } : null
  }, lacks)

const mostValues = 200

function categoryOf(metrics: readonly StarterMetric[], fits: (field: string) => number): StarterMetric | undefined {
  const [best] = ofKind(metrics, 'category')
    .map((metric) => ({ metric, rank: fits(metric.field ?? '') }))
    .filter(({ metric, rank }) => rank > 0 && metric.field && metric.values.length < mostValues)
    .sort((a, b) => b.rank - a.rank)
  return best?.metric
}

const grouped = ({ label, field }: StarterMetric) => ({
  field: field ?? '',
  config: { group_by: label ?? '', limit: 8 },
})

/** How rows are made up by a column of one of these names, the first that there is. */
export const category = (words: readonly string[], lacks: string): Find =>
  finder((metrics) => {
    const metric = categoryOf(metrics, (field) => words.length - rankOf(field, words))
    return metric ? { metric, ...grouped(metric) } : null
  }, lacks)

function rankOf(field: string, words: readonly string[]): number {
  const at = words.findIndex((word) => has(field, [word]))
  return at < 0 ? words.length : at
}

const stateOf = (metrics: readonly StarterMetric[]) => categoryOf(metrics, (field) => Number(isState(field)))

/** The rows as they stand now by a column that `find` finds; how they came, where that is not known. */
export const standing = (find: Find): Find =>
  finder((metrics) => {
    const found = find(metrics)
    if (!found?.metric) return null
    const level = ofKind(metrics, 'current').find(({ field }) => field === found.metric?.field)
    return level ? { metric: level, ...grouped(level) } : found
  }, find.lacks ?? '')

/** The column that says how far a row has come. */
export const state: Find = finder((metrics) => {
  const metric = stateOf(metrics)
  return metric ? { metric, ...grouped(metric) } : null
}, 'status')

const patterns = {
  good: /^(paid|succeeded|success(ful)?|captured|complete[d]?|settled|approved|ok|done|delivered|fulfilled|finished|passed|resolved|closed|won)$/,
  failed: /^(failed|failure|declined|error(ed)?|rejected|refused|timed? ?out|dead|crashed|lost|bounced|aborted)$/,
  cancelled: /^(cancel(l)?ed|churned|expired|ended|terminated|unsubscribed)$/,
  unpaid: /^(unpaid|overdue|past due|open|failed|uncollectible)$/,
  open: /^(open(ed)?|new|pending|in progress|waiting|triage|acknowledged|reopened|on hold|assigned)$/,
} as const
/** What a value of a state says. */
export type Verdict = keyof typeof patterns

const valuesLike = ({ values }: StarterMetric, verdict: Verdict) =>
  values.filter((value) => patterns[verdict].test(plainWords(value)))

/** How many rows reached a state that says so; with `now`, how many stand in it. */
export const reached = (verdict: Verdict, { now = false } = {}): Find =>
  finder((metrics) => {
    const known = stateOf(metrics)
    const values = known ? valuesLike(known, verdict) : []
    const level = now ? ofKind(metrics, 'current').find(({ field }) => field === known?.field) : known
    if (!known?.label || !level || values.length === 0) return null
    return {
      metric: level,
      field: known.field ?? '',
      config: { group_by: '', filter: writeCondition({ label: known.label, negate: false, values }) },
    }
  }, `status such as ${verdict}`)

const escaped = (value: string) => value.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
/** As a formula writes them. */
const patternOf = (values: readonly string[]) =>
  `^(${values.map(escaped).join('|')})$`.replaceAll('\\', '\\\\').replaceAll('"', '\\"')

/** The share of rows that ended well among those that ended, in percent. */
export const shareGood: Find = finder((metrics) => {
  const known = stateOf(metrics)
  const [good, failed] = known ? [valuesLike(known, 'good'), valuesLike(known, 'failed')] : [[], []]
  const isPlain = /^[\p{L}_][\p{L}\p{M}\p{N}_]*$/u.test(known?.label ?? '')
  if (!known || !isPlain || good.length === 0 || failed.length === 0) return null
  const of = (values: readonly string[]) => `${known.name}{${known.label}=~"${patternOf(values)}"}`
  const expr = `100 * ${of(good)} / ${of([...good, ...failed])}`
  return { metric: null, config: { queries: [{ expr }], unit: 'percent', decimals: 1 } }
}, 'status of success and failure')

/** A metric that its table has whatever its columns. */
export const whole = (kind: 'rows' | 'freshness' | 'lag', lacks = ''): Find =>
  finder((metrics) => {
    const [metric] = ofKind(metrics, kind)
    return metric ? { metric } : null
  }, lacks)

/** How long rows keep each of their states, where rows of the table change at all. */
export const dwell: Find = finder((metrics) => {
  if (!ofKind(metrics, 'events').some(({ values }) => values.includes('UPDATE'))) return null
  const metric = ofKind(metrics, 'dwell').find(({ field }) => isState(field ?? ''))
  return metric ? { metric, field: metric.field ?? '', config: { group_by: 'from', limit: 8 } } : null
}, 'status that changes')
