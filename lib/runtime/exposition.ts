import 'server-only'
import { collectDefaultMetrics, type Metric, type MetricObject, Registry } from 'prom-client'
import { plannedConnections } from '@/lib/db/client'
import { deadLetterFigures } from '@/lib/dead-letters/service/keep'
import { sourceStates } from '@/lib/sources/contract'
import { engineStates } from '@/lib/storage/contract'
import type { Figure } from '@/lib/telemetry/metric-data'
import { figures, type Spread } from './figures'
import { askOutside, type Outside } from './outside'
import { type OwnMetric, ownMetrics } from './own-metrics'
import { getRuntime } from './runtime'

type Labels = Record<string, string | number>
type Value = { value: number; labels: Labels; metricName?: string }
type Family = { name: OwnMetric; values: Value[] }

const family = (name: OwnMetric, values: Value[]): Family => ({ name, values })
/** One value without labels; none where it is not known. */
const plain = (name: OwnMetric, value?: number): Family =>
  family(name, value === undefined ? [] : [{ value, labels: {} }])

/** The values of a tally's key under their labels; all are `__other__` where there were too many. */
function labelled(name: OwnMetric, key: string): Labels {
  const values = key.split('\n')
  return Object.fromEntries(ownMetrics[name].labels.map((label, at) => [label, values[at] ?? '__other__']))
}

const tallied = (name: OwnMetric, counts: Map<string, number>): Family =>
  family(
    name,
    [...counts].map(([key, value]) => ({ value, labels: labelled(name, key) })),
  )

function spreadValues(name: string, { bounds, counts, sum, count }: Spread, labels: Labels): Value[] {
  let below = 0
  const buckets = bounds.map((bound, at) => {
    below += counts[at] ?? 0
    return { value: below, labels: { ...labels, le: bound }, metricName: `${name}_bucket` }
  })
  return [
    ...buckets,
    { value: count, labels: { ...labels, le: '+Inf' }, metricName: `${name}_bucket` },
    { value: sum, labels, metricName: `${name}_sum` },
    { value: count, labels, metricName: `${name}_count` },
  ]
}

const histogram = (name: OwnMetric, spreads: [Labels, Spread][]): Family =>
  family(
    name,
    spreads.flatMap(([labels, spread]) => spreadValues(name, spread, labels)),
  )

function ownFamilies(): Family[] {
  const { requests, durations, ingestion, commits, detection, otherLabels } = figures
  const { writer, intake, detection: thread } = getRuntime()
  const timed = 'datawatch_http_request_duration_seconds'
  const timings = [...durations.byValues].map(([key, spread]) => [labelled(timed, key), spread] as [Labels, Spread])
  const { received, accepted, duplicates, ignored, bodyBytes } = ingestion
  return [
    tallied('datawatch_http_requests_total', requests.counts),
    histogram(timed, timings),
    plain('datawatch_ingest_requests_in_flight', intake.requests),
    plain('datawatch_ingest_reading_bytes', intake.bytes),
    plain('datawatch_ingest_body_bytes_total', bodyBytes),
    plain('datawatch_ingest_events_received_total', received),
    plain('datawatch_ingest_events_accepted_total', accepted),
    plain('datawatch_ingest_events_duplicate_total', duplicates),
    plain('datawatch_ingest_events_ignored_total', ignored),
    tallied('datawatch_ingest_events_rejected_total', ingestion.rejected.counts),
    family(
      'datawatch_dead_letters_total',
      Object.entries(deadLetterFigures()).map(([outcome, value]) => ({ value, labels: { outcome } })),
    ),
    tallied('datawatch_ingest_refused_total', ingestion.refused.counts),
    plain('datawatch_writer_queue_events', writer.queued.events),
    plain('datawatch_writer_queue_bytes', writer.queued.bytes),
    histogram('datawatch_writer_group_events', [[{}, commits.events]]),
    histogram('datawatch_writer_commit_duration_seconds', [[{}, commits.seconds]]),
    plain('datawatch_writer_commit_failures_total', commits.failed),
    histogram('datawatch_detection_pass_duration_seconds', [[{}, detection]]),
    plain('datawatch_detection_thread_bytes', thread.bytes),
    plain('datawatch_label_values_other_total', otherLabels),
    plain('datawatch_answers_repeated_total', figures.answers.repeated),
  ]
}

function redisFamilies(): Family[] {
  const { redis } = getRuntime()
  if (!redis) return []
  const { found, told, kept } = figures.answers
  return [
    plain('datawatch_redis_up', redis.state === 'up' ? 1 : 0),
    plain('datawatch_redis_missed_total', redis.missed),
    family(
      'datawatch_answers_total',
      Object.entries({ found, told }).map(([outcome, value]) => ({ value, labels: { outcome } })),
    ),
    plain('datawatch_answers_kept_total', kept),
  ]
}

function deliveryFamilies({ deliveries }: Outside): Family[] {
  if (!deliveries) return []
  const { counts, oldestSeconds } = deliveries
  const pending = counts.reduce((sum, { status, count }) => sum + (status === 'pending' ? count : 0), 0)
  return [
    family(
      'datawatch_alert_deliveries',
      counts.map(({ type, status, count }) => ({ value: count, labels: { channel_type: type, status } })),
    ),
    plain('datawatch_alert_deliveries_pending', pending),
    plain('datawatch_alert_delivery_oldest_pending_seconds', oldestSeconds),
  ]
}

function outsideFamilies({ up, sources, database }: Outside): Family[] {
  const states = sources.flatMap(({ name, state }) =>
    sourceStates.map((one) => ({ value: one === state ? 1 : 0, labels: { source: name, state: one } })),
  )
  const lags = sources.flatMap(({ name, lag_seconds }) =>
    lag_seconds === null ? [] : [{ value: lag_seconds, labels: { source: name } }],
  )
  const tables = (pick: 'partitions' | 'bytes') =>
    (database?.tables ?? []).map((one) => ({ value: one[pick], labels: { table: one.table } }))
  const connections = (database?.connections ?? []).map(({ state, count }) => ({ value: count, labels: { state } }))
  const { pool_size } = getRuntime().config.database
  return [
    plain('datawatch_database_up', up ? 1 : 0),
    plain('datawatch_database_pool_connections_max', pool_size + plannedConnections(pool_size)),
    family('datawatch_database_connections', connections),
    plain('datawatch_database_bytes', database?.bytes),
    family('datawatch_table_partitions', tables('partitions')),
    family('datawatch_table_bytes', tables('bytes')),
    plain('datawatch_tables', database?.bounded.measured),
    plain('datawatch_tables_together', database?.bounded.together),
    plain('datawatch_series', database?.bounded.series),
    family('datawatch_source_state', states),
    family('datawatch_source_lag_seconds', lags),
  ]
}

function engineFamilies({ engine }: Outside): Family[] {
  if (!engine) return []
  const { name, state, waiting_rows, oldest_waiting_at, late_rows, refused_total } = engine
  const states = engineStates.map((one) => ({ value: one === state ? 1 : 0, labels: { engine: name, state: one } }))
  const waitedMs = oldest_waiting_at === null ? 0 : Date.now() - Date.parse(oldest_waiting_at)
  return [
    family('datawatch_storage_engine_state', states),
    plain('datawatch_storage_outbox_rows', waiting_rows),
    plain('datawatch_storage_outbox_oldest_seconds', waitedMs / 1000),
    plain('datawatch_storage_late_rows', late_rows),
    plain('datawatch_storage_refused_total', refused_total),
  ]
}

const key = Symbol.for('datawatch.process-registry')
/** Next bundles instrumentation and routes apart: what is asked of the process is counted once. */
const holder = globalThis as { [key]?: Registry }

function processRegistry(): Registry {
  if (holder[key]) return holder[key]
  holder[key] = new Registry()
  collectDefaultMetrics({ register: holder[key] })
  return holder[key]
}

/** One family as prom-client reads it: its values are what was counted elsewhere. */
const asMetric = ({ name, values }: Family) => {
  const { help, kind: type } = ownMetrics[name]
  return {
    name,
    get: async (): Promise<MetricObject & { values: Value[] }> =>
      ({ name, help, type, values, aggregator: 'sum' }) as unknown as MetricObject & { values: Value[] },
  } as unknown as Metric
}

async function gather(): Promise<Registry[]> {
  const process = processRegistry()
  const own = new Registry()
  const outside = await askOutside()
  const families = [
    ...ownFamilies(),
    ...redisFamilies(),
    ...outsideFamilies(outside),
    ...deliveryFamilies(outside),
    ...engineFamilies(outside),
  ]
  for (const family of families) own.registerMetric(asMetric(family))
  return [own, process]
}

/** Everything DataWatch says about itself, in the text format of Prometheus. */
export async function exposeFigures(): Promise<{ text: string; contentType: string }> {
  const registries = await gather()
  const texts = await Promise.all(registries.map((registry) => registry.metrics()))
  return { text: texts.join(''), contentType: Registry.PROMETHEUS_CONTENT_TYPE }
}

/** The same as plain data. */
export async function readFigures(): Promise<Figure[]> {
  const registries = await gather()
  const read = await Promise.all(registries.map((registry) => registry.getMetricsAsJSON()))
  return read.flat() as unknown as Figure[]
}
