import 'server-only'
import { queryExpectedBand } from '@/lib/anomalies/service/expected'
import { parseDuration } from '@/lib/config/duration'
import type { Context } from '@/lib/context/context'
import type { MetricRange } from '@/lib/metrics/contract'
import { runQueries } from '@/lib/metrics/service/batch'
import type { PreviewBody, RuleBody, RulePreview } from '../contract'
import { matches } from '../found'
import { policyOf } from '../policy'
import { type Firing, type Point, replay } from '../replay'
import { conditionWords } from '../rule-words'
import { shiftOf, windowMs } from '../window'
import { checkRule } from './check-rule'
import { findStopped, listFound } from './list-found'
import { keyOf } from './read-values'

const dayMs = 86_400_000
const chunkPoints = 10_000
const mostPoints = 50_000
const mostGroups = 20
const shownSeries = 5
const shownPoints = 400
const shownFirings = 100
const iso = (at: number) => new Date(at).toISOString()

type Line = { labels: Record<string, string>; points: Point[] }
type Span = { from: number; to: number; step: number }

/** Whole windows up to the last finished one, as many as can be looked at. */
function spanOf(rule: RuleBody, period: string, now: number): { span: Span; warnings: string[] } {
  const step = windowMs(rule)
  const to = Math.floor(now / step) * step
  const asked = Math.ceil((parseDuration(period) ?? 30 * dayMs) / step)
  const count = Math.max(1, Math.min(asked, mostPoints))
  const days = Math.round((count * step) / dayMs)
  const warnings = count < asked ? [`Windows of ${rule.window} were looked at for the last ${days} days`] : []
  return { span: { from: to - count * step, to, step }, warnings }
}

async function readChunk(context: Context, rule: RuleBody, { from, to, step }: Span): Promise<MetricRange> {
  const shift = rule.change ? shiftOf(rule.change.from) : null
  const question = {
    ref: 'rule',
    ...(rule.expr === null ? { metric: rule.metric ?? '' } : { expr: rule.expr }),
    from: iso(from),
    to: iso(to),
    step: `${step / 1000}s`,
    ...(rule.aggregation !== null && { aggregation: rule.aggregation }),
    ...(rule.group_by.length > 0 && { group_by: rule.group_by, limit: mostGroups }),
    ...(rule.filter !== null && { filter: rule.filter }),
    ...(shift !== null && { compare: shift }),
  }
  const { results } = await runQueries(context, { queries: [question] })
  const [result] = results
  if (!result || 'error' in result) throw new Error(result?.error.detail ?? 'no answer')
  return result.data as MetricRange
}

async function readLines(context: Context, rule: RuleBody, span: Span): Promise<Line[]> {
  const lines = new Map<string, Line>()
  for (let from = span.from; from < span.to; from += chunkPoints * span.step) {
    const part = { ...span, from, to: Math.min(span.to, from + chunkPoints * span.step) }
    const { series, compare } = await readChunk(context, rule, part)
    const before = new Map(compare?.series.map((one) => [keyOf(one.labels), one.data_points]))
    const usual =
      rule.change?.from === 'baseline'
        ? await queryExpectedBand(context, rule.metric ?? '', {
            from: iso(part.from),
            to: iso(part.to),
            step: span.step,
            filter: rule.filter === null ? undefined : [rule.filter],
          })
        : null
    for (const { labels, data_points } of series) {
      const own = rule.group_by.length === 0 ? {} : labels
      const key = keyOf(own)
      const line = lines.get(key) ?? { labels: own, points: [] }
      lines.set(key, line)
      const references = new Map(
        (
          usual?.map(({ timestamp, expected }) => ({ timestamp, value: expected })) ??
          before.get(keyOf(labels)) ??
          []
        ).map(({ timestamp, value }) => [timestamp, value]),
      )
      for (const { timestamp, value } of data_points)
        line.points.push({ at: Date.parse(timestamp) + span.step, value, reference: references.get(timestamp) ?? null })
    }
  }
  return [...lines.values()]
}

/** The most telling point of every few, so that what fired is seen. */
function thin(points: readonly Point[], upward: boolean): Point[] {
  const every = Math.ceil(points.length / shownPoints)
  if (every <= 1) return [...points]
  const shown: Point[] = []
  for (let start = 0; start < points.length; start += every) {
    const some = points.slice(start, start + every)
    const known = some.filter(({ value }) => value !== null)
    shown.push(
      known.length === 0
        ? some[0]!
        : known.reduce((most, one) => ((upward ? one.value! > most.value! : one.value! < most.value!) ? one : most)),
    )
  }
  return shown
}

const toFiring = ({ labels }: Pick<Line, 'labels'>, { started, ended, peak }: Firing) => ({
  labels,
  started_at: iso(started),
  ended_at: ended === null ? null : iso(ended),
  peak,
})

async function previewMetric(
  context: Context,
  rule: RuleBody,
  period: string,
): Promise<Omit<RulePreview, 'condition'>> {
  const { span, warnings } = spanOf(rule, period, context.now.getTime())
  const lines = await readLines(context, rule, span)
  const condition = {
    operator: rule.operator,
    threshold: rule.threshold,
    change: rule.change,
    recoveryThreshold: rule.recovery_threshold,
  }
  const replayed = lines
    .map((line) => ({ line, firings: replay(line.points, condition, policyOf(rule)) }))
    .sort((a, b) => b.firings.length - a.firings.length)
  const firings = replayed.flatMap(({ line, firings: own }) => own.map((one) => toFiring(line, one)))
  const upward = !rule.operator.startsWith('<')
  return {
    from: iso(span.from),
    to: iso(span.to),
    step_seconds: span.step / 1000,
    fired: firings.length,
    firings: firings.sort((a, b) => (a.started_at < b.started_at ? 1 : -1)).slice(0, shownFirings),
    series: replayed.slice(0, shownSeries).map(({ line }) => ({
      labels: line.labels,
      data_points: thin(line.points, upward).map(({ at, value, reference }) => ({
        timestamp: iso(at - span.step),
        value,
        ...(rule.change && { reference }),
      })),
    })),
    warnings,
  }
}

/** What was found in the period that such a rule would have told of. */
async function previewFound(context: Context, rule: RuleBody, period: string): Promise<Omit<RulePreview, 'condition'>> {
  const to = context.now.getTime()
  const from = to - (parseDuration(period) ?? 30 * dayMs)
  const kind = rule.kind as 'anomaly' | 'violation' | 'schema_change' | 'source'
  const found =
    kind === 'source' ? await findStopped(context, rule.match.max_lag) : await listFound(context, kind, new Date(from))
  const own = found.filter((one) => matches(one, rule.match) && (kind !== 'source' || one.going))
  const firings = own
    .sort((a, b) => b.since.getTime() - a.since.getTime())
    .map(({ labels, since, until, going, value }) => ({
      labels,
      started_at: since.toISOString(),
      ended_at: going ? null : (until?.toISOString() ?? null),
      peak: value,
    }))
  const warnings = kind === 'source' ? ['How sources stood before is not kept: this is how they stand now'] : []
  const extent = { from: iso(from), to: iso(to), step_seconds: 0 }
  return { ...extent, fired: firings.length, firings: firings.slice(0, shownFirings), series: [], warnings }
}

/** What a rule would have done over the real history. Throws `invalid_input` for one that makes no sense. */
export async function previewRule(context: Context, { rule, period }: PreviewBody): Promise<RulePreview> {
  const body: RuleBody = { ...rule, name: rule.name ?? 'This rule' }
  const { waitingFor, warnings } = await checkRule(context, body)
  const condition = conditionWords(body)
  if (waitingFor !== null) {
    const now = context.now.toISOString()
    return { condition, from: now, to: now, step_seconds: 0, fired: 0, firings: [], series: [], warnings }
  }
  const found = await (body.kind === 'metric' ? previewMetric : previewFound)(context, body, period)
  return { condition, ...found, warnings: [...warnings, ...found.warnings] }
}
