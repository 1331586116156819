import 'server-only'
import type { Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import { expectedWords, wordAlert } from '../alert-words'
import { judgeValue } from '../condition'
import type { RuleBody } from '../contract'
import { type Found, matches } from '../found'
import type { Observation } from '../lifecycle'
import type { InstanceRow } from '../store/instances'
import type { Evaluated, RuleRow } from '../store/rules'
import { finishedWindow, runningWindow } from '../window'
import { findStopped, listFound } from './list-found'
import { bodyOf, type Subject } from './open-alerts'
import { type Asked, keyOf, mostSeries, type Reading, readOnce } from './read-values'

const usualSeverity = 'medium' as const
/** What was over when it was found is told of all the same, where it began no longer ago. */
const newsMs = 24 * 3_600_000

/** One series, or one thing that was found, as a rule sees it now. */
export type Seen = { key: string; labels: Record<string, string>; observation: Observation; subject: Subject }
export type Look = { row: RuleRow; at: number; early: boolean; seen: Seen[]; evaluated: Evaluated }
/** `known`: the series of the rule that were seen before; `table`: that of its metric. */
export type Regard = {
  row: RuleRow
  early: boolean
  unitMs: number
  known: InstanceRow[]
  table: string | null
  asked: Asked
}

type Outcome = Partial<Omit<Evaluated, 'id' | 'evaluatedAt'>>

const evaluated = ({ row, early }: Regard, at: number, of: Outcome = {}): Evaluated => ({
  id: row.id,
  lastValue: null,
  lastError: null,
  waitingFor: null,
  noData: false,
  evaluatedAt: early ? null : new Date(at),
  ...of,
})

const metricPath = (rule: RuleBody) =>
  rule.metric === null ? '/alerts/rules' : `/explore/${encodeURIComponent(rule.metric)}`

function toSubject({ row, table }: Regard, rule: RuleBody, { value, reference, labels }: Reading): Subject {
  const severity = row.severity ?? usualSeverity
  return {
    ...wordAlert({ rule, labels, table, value, reference, severity }),
    severity,
    labels: { ...rule.labels, ...labels },
    tableName: table,
    metric: rule.metric,
    value,
    threshold: rule.threshold,
    expected: expectedWords(rule, reference),
    path: metricPath(rule),
  }
}

type Gone = { rule: RuleBody; readings: Reading[]; counted: boolean }

/** Series that were seen and have no samples now: nothing where counts are added up, else no data. */
function readingsOfGone({ known, early }: Regard, { rule, readings, counted }: Gone): Reading[] {
  if (rule.group_by.length === 0) return []
  const there = new Set(readings.map(({ key }) => key))
  const all = !early && readings.length < mostSeries
  return known
    .filter(({ key, state }) => !there.has(key) && (all || state !== 'ok'))
    .map(({ key, labels }) => ({ key, labels, value: counted ? 0 : null, reference: null }))
}

/** One rule that cannot be read must not keep the others from being evaluated. */
function whyNot({ log }: Context, { name }: RuleRow, error: Error): string {
  if (error instanceof AppError) return error.message
  log.error({ err: error, rule: name }, 'a rule could not be evaluated')
  return 'It could not be evaluated; the log says why'
}

const unread = (key: string, labels: Record<string, string>): Reading => ({ key, labels, value: null, reference: null })

/** What a rule over a metric sees in its last finished window, or in what is there of the next. */
export async function lookAtMetric(context: Context, regard: Regard): Promise<Look> {
  const { row, early, unitMs, known } = regard
  const rule = bodyOf(row)
  const now = context.now.getTime()
  const span = early ? runningWindow(rule, now, unitMs) : finishedWindow(rule, now, unitMs)
  const of = { row, at: early ? now : span.to, early }
  const found = await readOnce(regard.asked, context, rule, span).catch((error: Error) => ({
    error: whyNot(context, row, error),
  }))
  if ('waitingFor' in found)
    return { ...of, seen: [], evaluated: evaluated(regard, span.to, { waitingFor: found.waitingFor }) }
  if ('error' in found) {
    const failing = known.length > 0 ? known : [{ key: keyOf({}), labels: {} }]
    const seen = failing.map(({ key, labels }): Seen => {
      const subject = toSubject(regard, rule, unread(key, labels))
      return { key, labels, observation: { kind: 'error' }, subject }
    })
    return { ...of, seen, evaluated: evaluated(regard, span.to, { lastError: found.error }) }
  }
  const condition = {
    operator: rule.operator,
    threshold: rule.threshold,
    change: rule.change,
    recoveryThreshold: rule.recovery_threshold,
  }
  const readings = [...found.readings, ...readingsOfGone(regard, { rule, ...found })]
  const seen = readings.map((reading): Seen => {
    const { key, labels, value, reference } = reading
    const observation = judgeValue(value, reference, condition)
    return { key, labels, observation, subject: toSubject(regard, rule, reading) }
  })
  const breached = seen.find(({ observation }) => observation.kind === 'value' && observation.breached)
  const outcome = {
    lastValue: breached?.subject.value ?? found.readings[0]?.value ?? null,
    noData: seen.every(({ observation }) => observation.kind === 'no_data'),
  }
  return { ...of, seen, evaluated: evaluated(regard, span.to, outcome) }
}

function toSeen(row: RuleRow, found: Found, isNews = false): Seen {
  const { key, labels, title, message, value, expected, metric, source, path } = found
  return {
    key,
    labels,
    observation: { kind: 'value', breached: found.going || isNews, recovered: !found.going && !isNews },
    subject: {
      title,
      message,
      severity: row.severity ?? found.severity,
      labels: { ...row.spec.labels, ...labels },
      tableName: found.table,
      metric,
      source,
      value,
      threshold: null,
      expected,
      path,
    },
  }
}

/** What a rule over anomalies, violations, changes of schemas or sources sees now; what is not found any more is over. */
export async function lookAtFound(context: Context, regard: Regard): Promise<Look> {
  const { row, known } = regard
  const { kind, spec } = row
  const now = context.now.getTime()
  const found = await (kind === 'source'
    ? findStopped(context, spec.match.max_lag)
    : listFound(context, kind as 'anomaly')
  ).catch((error: Error) => whyNot(context, row, error))
  if (typeof found === 'string')
    return { row, at: now, early: false, seen: [], evaluated: evaluated(regard, now, { lastError: found }) }
  const own = found.filter((one) => matches(one, spec.match))
  const open = new Map(known.filter(({ state }) => state !== 'ok').map((instance) => [instance.key, instance]))
  const before = new Set(known.map(({ key }) => key))
  const passes = kind === 'anomaly' || kind === 'violation'
  const isNews = ({ key, since }: Found) => passes && !before.has(key) && now - since.getTime() < newsMs
  const seen = own
    .filter((one) => one.going || open.has(one.key) || isNews(one))
    .map((one) => toSeen(row, one, isNews(one)))
  const there = new Set(seen.map(({ key }) => key))
  const gone = [...open.values()].filter(({ key }) => !there.has(key))
  for (const { key, labels } of gone)
    seen.push({ key, labels, observation: { kind: 'value', breached: false, recovered: true }, subject: blank })
  const lastValue = own.filter(({ going }) => going).length
  return { row, at: now, early: false, seen, evaluated: evaluated(regard, now, { lastValue }) }
}

/** Of what is over nothing is said anew. */
const blank: Subject = { title: '', message: '', severity: 'low', labels: {}, path: '' }
