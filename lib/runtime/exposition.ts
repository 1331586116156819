import 'server-only'
import { collectDefaultMetrics, type Metric, type MetricObject, Registry } from 'prom-client'
import { plannedConnections } from '@/lib/db/client'
import { deadLetterFigures } from '@/lib/dead-letters/service/keep'
import { sourceStates } from '@/lib/sources/contract'
import { engineStates } from '@/lib/storage/contract'
import type { Figure } from '@/lib/telemetry/metric-data'
import { figures, type Spread } from './figures'
import { askOutside, type Outside } from './outside'
import { getRuntime } from './runtime'

type Labels = Record<string, string | number>
type Value = { value: number; labels: Labels; metricName?: string }
type Kind = 'counter' | 'gauge' | 'histogram'
type Family = { name: string; help: string; kind: Kind; values: Value[] }

const plain = (value: number): Value[] => [{ value, labels: {} }]
const counter = (name: string, help: string, values: Value[]): Family => ({ name, help, kind: 'counter', values })
const gauge = (name: string, help: string, values: Value[]): Family => ({ name, help, kind: 'gauge', values })

/** The values of a tally's key under their labels; all are `__other__` where there were too many. */
function labelled(names: string[], key: string): Labels {
  const values = key.split('\n')
  return Object.fromEntries(names.map((name, at) => [name, values[at] ?? '__other__']))
}

const tallied = (names: string[], counts: Map<string, number>): Value[] =>
  [...counts].map(([key, value]) => ({ value, labels: labelled(names, key) }))

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

const histogram = (name: string, help: string, spreads: [Labels, Spread][]): Family => {
  const values = spreads.flatMap(([labels, spread]) => spreadValues(name, spread, labels))
  return { name, help, kind: 'histogram', values }
}

function ownFamilies(): Family[] {
  const { requests, durations, ingestion, commits, detection, otherLabels } = figures
  const { writer, intake, detection: thread } = getRuntime()
  const timed = [...durations.byValues].map(
    ([key, spread]) => [labelled(['method', 'route'], key), spread] as [Labels, Spread],
  )
  const { received, accepted, duplicates, ignored, bodyBytes } = ingestion
  return [
    counter(
      'datawatch_http_requests_total',
      'Requests answered.',
      tallied(['method', 'route', 'status'], requests.counts),
    ),
    histogram('datawatch_http_request_duration_seconds', 'Time from request to answer.', timed),
    gauge('datawatch_ingest_requests_in_flight', 'Ingestion requests being answered.', plain(intake.requests)),
    gauge('datawatch_ingest_reading_bytes', 'Bytes held of bodies being read.', plain(intake.bytes)),
    counter('datawatch_ingest_body_bytes_total', 'Bytes of bodies as they were sent.', plain(bodyBytes)),
    counter('datawatch_ingest_events_received_total', 'Events received.', plain(received)),
    counter('datawatch_ingest_events_accepted_total', 'Events stored.', plain(accepted)),
    counter('datawatch_ingest_events_duplicate_total', 'Events that had been stored before.', plain(duplicates)),
    counter('datawatch_ingest_events_ignored_total', 'Markers and other messages that are no events.', plain(ignored)),
    counter(
      'datawatch_ingest_events_rejected_total',
      'Events that were refused, by the code of the reason.',
      tallied(['reason'], ingestion.rejected.counts),
    ),
    counter(
      'datawatch_dead_letters_total',
      'Refused messages, by whether they were kept.',
      Object.entries(deadLetterFigures()).map(([outcome, value]) => ({ value, labels: { outcome } })),
    ),
    counter(
      'datawatch_ingest_refused_total',
      'Requests answered 429 or 503, by what could not take more.',
      tallied(['cause'], ingestion.refused.counts),
    ),
    gauge('datawatch_writer_queue_events', 'Events waiting for their commit.', plain(writer.queued.events)),
    gauge('datawatch_writer_queue_bytes', 'Their size.', plain(writer.queued.bytes)),
    histogram('datawatch_writer_group_events', 'Events committed together.', [[{}, commits.events]]),
    histogram('datawatch_writer_commit_duration_seconds', 'Time of a commit.', [[{}, commits.seconds]]),
    counter('datawatch_writer_commit_failures_total', 'Groups that could not be committed.', plain(commits.failed)),
    histogram('datawatch_detection_pass_duration_seconds', 'Time of a detection pass.', [[{}, detection]]),
    gauge(
      'datawatch_detection_thread_bytes',
      'Memory that the thread of detection held after its last pass; 0 where it has none.',
      plain(thread.bytes),
    ),
    counter(
      'datawatch_label_values_other_total',
      'Values counted under __other__, their dimension having as many as are kept apart.',
      plain(otherLabels),
    ),
  ]
}

function redisFamilies(): Family[] {
  const { redis } = getRuntime()
  if (!redis) return []
  const { found, told, kept } = figures.answers
  return [
    gauge('datawatch_redis_up', 'Whether Redis answers this process.', plain(redis.state === 'up' ? 1 : 0)),
    counter('datawatch_redis_missed_total', 'Commands that Redis did not answer in time.', plain(redis.missed)),
    counter(
      'datawatch_answers_total',
      'Questions about times that are over, by whether a kept answer held.',
      Object.entries({ found, told }).map(([outcome, value]) => ({ value, labels: { outcome } })),
    ),
    counter('datawatch_answers_kept_total', 'Answers that were kept for other processes.', plain(kept)),
  ]
}

function deliveryFamilies({ deliveries }: Outside): Family[] {
  if (!deliveries) return []
  const { counts, oldestSeconds } = deliveries
  const pending = counts.reduce((sum, { status, count }) => sum + (status === 'pending' ? count : 0), 0)
  return [
    gauge(
      'datawatch_alert_deliveries',
      'Deliveries of alerts that are kept, by status and type of channel.',
      counts.map(({ type, status, count }) => ({ value: count, labels: { channel_type: type, status } })),
    ),
    gauge('datawatch_alert_deliveries_pending', 'Deliveries that are still to be made.', plain(pending)),
    gauge(
      'datawatch_alert_delivery_oldest_pending_seconds',
      'Since when the oldest of them waits; 0 where there is none.',
      plain(oldestSeconds),
    ),
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
    gauge('datawatch_database_up', 'Whether the database answered this scrape.', plain(up ? 1 : 0)),
    gauge(
      'datawatch_database_pool_connections_max',
      'Connections this process may open.',
      plain(pool_size + plannedConnections(pool_size)),
    ),
    gauge('datawatch_database_connections', 'Connections of all processes, by state.', connections),
    gauge('datawatch_database_bytes', 'Size of the database.', database ? plain(database.bytes) : []),
    gauge('datawatch_table_partitions', 'Partitions of a table.', tables('partitions')),
    gauge('datawatch_table_bytes', 'Size of a table with its indexes.', tables('bytes')),
    gauge('datawatch_tables', 'Tables with metrics of their own.', database ? plain(database.bounded.measured) : []),
    gauge(
      'datawatch_tables_together',
      'Tables past the bound, counted together under __other__.',
      database ? plain(database.bounded.together) : [],
    ),
    gauge('datawatch_series', 'Series of all metrics.', database ? plain(database.bounded.series) : []),
    gauge('datawatch_source_state', '1 for the state that a followed database is in.', states),
    gauge('datawatch_source_lag_seconds', 'Time from a commit there to its commit here.', lags),
  ]
}

function engineFamilies({ engine }: Outside): Family[] {
  if (!engine) return []
  const { name, state, waiting_rows, oldest_waiting_at, late_rows, refused_total } = engine
  const states = engineStates.map((one) => ({ value: one === state ? 1 : 0, labels: { engine: name, state: one } }))
  const waitedMs = oldest_waiting_at === null ? 0 : Date.now() - Date.parse(oldest_waiting_at)
  return [
    gauge('datawatch_storage_engine_state', '1 for the state that the storage engine is in.', states),
    gauge('datawatch_storage_outbox_rows', 'Minutes of series that wait for the storage engine.', plain(waiting_rows)),
    gauge(
      'datawatch_storage_outbox_oldest_seconds',
      'Age of the oldest of them; 0 where there is none.',
      plain(waitedMs / 1000),
    ),
    gauge(
      'datawatch_storage_late_rows',
      'Minutes of series kept beside what the storage engine holds.',
      plain(late_rows),
    ),
    counter(
      'datawatch_storage_refused_total',
      'Minutes of series that the storage engine refused for good; they are kept.',
      plain(refused_total),
    ),
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
const asMetric = ({ name, help, kind, values }: Family) =>
  ({
    name,
    get: async (): Promise<MetricObject & { values: Value[] }> =>
      ({ name, help, type: kind, values, aggregator: 'sum' }) as unknown as MetricObject & { values: Value[] },
  }) as unknown as Metric

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
