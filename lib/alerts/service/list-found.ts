import 'server-only'
import { parseDuration } from '@/lib/config/duration'
import type { Context } from '@/lib/context/context'
import { hourMs, minuteMs } from '@/lib/metrics/fold'
import { toViolation } from '@/lib/quality/service/violations'
import { listSources } from '@/lib/sources/service/list'
import type { RuleKind } from '../contract'
import { type Found, worst } from '../found'
import { groupBy } from '../group-by'
import { listAnomalies, listSchemaChanges, listSenders, listViolations } from '../store/findings'

/** What ended so long ago and was never seen is still told once. */
const lookBackMs = 15 * minuteMs
/** A change of a schema is over once somebody has looked at it, or after a day. */
const changeMs = 24 * hourMs
const stopMs = minuteMs

const ago = ({ now }: Context, ms: number) => new Date(now.getTime() - ms)
const plain = { labels: {}, table: null, metric: null, source: null, rule: null, breaking: false, value: null }

const labelWords = (labels: Record<string, string>) => {
  const named = Object.entries(labels).filter(([name]) => name !== 'table' && name !== 'schema')
  return named.length > 0 ? ` (${named.map(([name, value]) => `${name} ${value}`).join(', ')})` : ''
}

type AnomalyRow = Awaited<ReturnType<typeof listAnomalies>>[number]

const band = ({ expectedMin, expectedMax }: AnomalyRow) =>
  expectedMin === null || expectedMax === null ? null : `${round(expectedMin)} to ${round(expectedMax)}`
const round = (value: number) => Number(value.toPrecision(6))

/** Anomalies that began together are one. */
async function findAnomalies({ db }: Context, since: Date): Promise<Found[]> {
  const rows = await listAnomalies(db, since)
  const incidents = groupBy(rows, ({ incidentId, id }) => incidentId ?? id)
  return [...incidents].map(([key, all]): Found => {
    const [first] = [...all].sort((a, b) => b.score - a.score) as [AnomalyRow]
    const others = all.length > 1 ? ` and ${all.length - 1} more` : ''
    return {
      ...plain,
      key,
      title: `${first.metricName}${labelWords(first.labels)}: ${first.type}${others}`,
      message: first.description,
      severity: worst(all.map(({ severity }) => severity)),
      labels: first.labels,
      table: first.tableName,
      metric: first.metricName,
      value: first.value,
      expected: band(first),
      path: `/anomalies/${first.id}`,
      since: all.reduce((least, { startedAt }) => (startedAt < least ? startedAt : least), first.startedAt),
      going: all.some(({ endedAt, status }) => endedAt === null && status !== 'resolved'),
      until: all.reduce<Date | null>(
        (most, { endedAt }) => (endedAt && (!most || endedAt > most) ? endedAt : most),
        null,
      ),
    }
  })
}

async function findViolations({ db }: Context, since: Date): Promise<Found[]> {
  const rows = await listViolations(db, since)
  return rows.map((row): Found => {
    const { id, rule_title, rule_name, message, severity, table, pass_rate, threshold, status } = toViolation(row)
    return {
      ...plain,
      key: id,
      title: rule_title,
      message,
      severity,
      labels: { table, rule: rule_name },
      table,
      rule: rule_name,
      metric: `dq_${rule_name}_pass_rate`,
      value: pass_rate,
      expected: `at least ${threshold} % of rows`,
      path: `/quality/violations/${id}`,
      since: row.violation.startedAt,
      going: status !== 'resolved',
      until: row.violation.endedAt,
    }
  })
}

async function findSchemaChanges(context: Context, since: Date): Promise<Found[]> {
  const rows = await listSchemaChanges(context.db, new Date(since.getTime() - changeMs))
  return rows.map(
    (row): Found => ({
      ...plain,
      key: row.id,
      title: row.words,
      message: row.reason,
      severity: row.severity,
      labels: { table: row.tableName, ...(row.column !== null && { column: row.column }) },
      table: row.tableName,
      source: row.source,
      breaking: row.compatibility === 'breaking',
      expected: null,
      path: `/schema?view=changes&change=${row.id}`,
      since: row.at,
      until: row.acknowledgedAt ?? row.remappedAt,
      going: row.acknowledgedAt === null && row.remappedAt === null && row.recordedAt > ago(context, changeMs),
    }),
  )
}

type Stopped = { source: string; message: string; since: Date; lag: number | null; going: boolean }

const toStopped = ({ source, message, since, lag, going }: Stopped): Found => ({
  ...plain,
  key: source,
  title: `${source} has stopped sending changes`,
  message,
  severity: 'critical',
  labels: { source },
  source,
  value: lag,
  expected: null,
  path: '/events',
  since,
  until: null,
  going,
})

/** Followed databases that cannot be read or are behind; senders over HTTP that have not been heard for `max_lag`. */
export async function findStopped(context: Context, maxLag: string | undefined): Promise<Found[]> {
  const { now, db } = context
  const mostMs = maxLag === undefined ? null : parseDuration(maxLag)
  const followed = (await listSources(context)).sources
  const found = followed.map(({ name, state, detail, lag_seconds, last_event_at }): Found => {
    const behind = mostMs !== null && lag_seconds !== null && lag_seconds * 1000 > mostMs
    const stopped =
      state === 'failed' || state === 'taken' || state === 'stopped' || (state === 'waiting' && last_event_at !== null)
    const message = behind && !stopped ? `It is ${Math.round(lag_seconds)} s behind` : `${state}: ${detail}`
    const since = last_event_at === null ? ago(context, stopMs) : new Date(last_event_at)
    return toStopped({ source: name, message, since, lag: lag_seconds, going: stopped || behind })
  })
  const known = new Set(followed.map(({ name }) => name))
  if (mostMs === null) return found
  for (const { source, heardAt } of await listSenders(db)) {
    if (known.has(source)) continue
    const silentMs = now.getTime() - heardAt.getTime()
    const message = `It was last heard ${Math.round(silentMs / 1000)} s ago`
    found.push(toStopped({ source, message, since: heardAt, lag: silentMs / 1000, going: silentMs > mostMs }))
  }
  return found
}

const finders = { anomaly: findAnomalies, violation: findViolations, schema_change: findSchemaChanges }

/** What another part of DataWatch has found that goes on, or that was there `since`. */
export const listFound = (
  context: Context,
  kind: Exclude<RuleKind, 'metric' | 'source'>,
  since = ago(context, lookBackMs),
): Promise<Found[]> => finders[kind](context, since)
