import 'server-only'
import { queryExpectedBand } from '@/lib/anomalies/service/expected'
import type { Context } from '@/lib/context/context'
import type { MetricValue } from '@/lib/metrics/contract'
import { runQueries } from '@/lib/metrics/service/batch'
import type { RuleBody } from '../contract'
import { type Span, shiftOf, windowMs } from '../window'

/** What one series of a rule comes to in a window; `reference` is what a change is measured from. */
export type Reading = { key: string; labels: Record<string, string>; value: number | null; reference: number | null }
/** `counted`: where nothing was is zero. */
export type Readings = { readings: Reading[]; counted: boolean } | { waitingFor: string } | { error: string }

export const keyOf = (labels: Record<string, string>) =>
  JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)))

/** Of a group at most so many. */
export const mostSeries = 1000
const iso = (at: number) => new Date(at).toISOString()

function toQuestion(rule: RuleBody, { from, to }: Span) {
  const shift = rule.change ? shiftOf(rule.change.from) : null
  return {
    ref: 'rule',
    ...(rule.expr === null ? { metric: rule.metric ?? '' } : { expr: rule.expr }),
    from: iso(from),
    to: iso(to),
    ...(rule.aggregation !== null && { aggregation: rule.aggregation }),
    ...(rule.group_by.length > 0 && { group_by: rule.group_by, limit: mostSeries }),
    ...(rule.filter !== null && { filter: rule.filter }),
    ...(shift !== null && { compare: shift }),
  }
}

/** What was usual in the window, where the rule asks for that. */
async function readUsual(context: Context, rule: RuleBody, { from, to }: Span): Promise<number | null> {
  const [step] = await queryExpectedBand(context, rule.metric ?? '', {
    from: iso(from),
    to: iso(to),
    step: windowMs(rule),
    filter: rule.filter === null ? undefined : rule.filter.split(','),
  })
  return step?.expected ?? null
}

function toReadings(rule: RuleBody, { value, series, compare }: MetricValue, usual: number | null): Reading[] {
  if (rule.group_by.length === 0) return [{ key: keyOf({}), labels: {}, value, reference: compare?.value ?? usual }]
  const before = new Map(compare?.series.map((one) => [keyOf(one.labels), one.value]))
  return series.map(({ labels, value: own }) => {
    const key = keyOf(labels)
    return { key, labels, value: own, reference: before.get(key) ?? null }
  })
}

const counting: readonly string[] = ['sum', 'count', 'rate']

/** Groups that were there where a change is measured from and are not there now: where things are counted, they fell to zero. */
async function readVanished(context: Context, rule: RuleBody, { compare }: MetricValue, there: Reading[]) {
  if (!compare || rule.group_by.length === 0 || rule.change?.direction === 'up') return []
  const before = { from: Date.parse(compare.from), to: Date.parse(compare.to) }
  const { results } = await runQueries(context, { queries: [toQuestion({ ...rule, change: null }, before)] })
  const [result] = results
  if (!result || 'error' in result || there.length >= mostSeries) return []
  const known = new Set(there.map(({ key }) => key))
  return toReadings(rule, result.data as MetricValue, null)
    .filter(({ key }) => !known.has(key))
    .map((one): Reading => ({ ...one, value: 0, reference: one.value }))
}

/** The values of a rule in a window: those of each series, what it waits for, or why they cannot be had. */
export async function readValues(context: Context, rule: RuleBody, span: Span): Promise<Readings> {
  const { results } = await runQueries(context, { queries: [toQuestion(rule, span)] })
  const [result] = results
  if (!result) return { error: 'no answer' }
  if ('error' in result) {
    const { status, detail } = result.error
    const missing = status === 404 || /there is no metric/.test(detail)
    return missing ? { waitingFor: detail.split('\n')[0]! } : { error: detail.split('\n')[0]! }
  }
  const usual = rule.change?.from === 'baseline' ? await readUsual(context, rule, span) : null
  const answer = result.data as MetricValue
  const readings = toReadings(rule, answer, usual)
  const counted = rule.expr === null && counting.includes(answer.aggregation)
  const vanished = counted ? await readVanished(context, rule, answer, readings) : []
  return { readings: [...readings, ...vanished], counted }
}

/** What was asked in one look. */
export type Asked = Map<string, Promise<Readings>>

/** The same, where rules that ask the same question of the same window share the answer. */
export function readOnce(asked: Asked, context: Context, rule: RuleBody, span: Span): Promise<Readings> {
  const key = JSON.stringify([toQuestion(rule, span), rule.change?.from, rule.group_by])
  const answer = asked.get(key) ?? readValues(context, rule, span)
  asked.set(key, answer)
  return answer
}
