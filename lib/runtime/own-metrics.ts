export type MetricKind = 'counter' | 'gauge' | 'histogram'
/** One metric: what it is called, is, and counts by which labels. */
export type MetricDefinition = { kind: MetricKind; help: string; labels: readonly string[] }

const kind =
  (of: MetricKind) =>
  (help: string, ...labels: string[]): MetricDefinition => ({ kind: of, help, labels })
const [counter, gauge, histogram] = [kind('counter'), kind('gauge'), kind('histogram')]

const requests = {
  datawatch_http_requests_total: counter('Requests answered.', 'method', 'route', 'status'),
  datawatch_http_request_duration_seconds: histogram('Time from request to answer.', 'method', 'route'),
}

const ingestion = {
  datawatch_ingest_requests_in_flight: gauge('Ingestion requests being answered.'),
  datawatch_ingest_reading_bytes: gauge('Bytes held of bodies being read.'),
  datawatch_ingest_body_bytes_total: counter('Bytes of bodies as they were sent.'),
  datawatch_ingest_events_received_total: counter('Events received.'),
  datawatch_ingest_events_accepted_total: counter('Events stored.'),
  datawatch_ingest_events_duplicate_total: counter('Events that had been stored before.'),
  datawatch_ingest_events_ignored_total: counter('Markers and other messages that are no events.'),
  datawatch_ingest_events_rejected_total: counter('Events that were refused, by the code of the reason.', 'reason'),
  datawatch_dead_letters_total: counter('Refused messages, by whether they were kept.', 'outcome'),
  datawatch_ingest_refused_total: counter('Requests answered 429 or 503, by what could not take more.', 'cause'),
  datawatch_writer_queue_events: gauge('Events waiting for their commit.'),
  datawatch_writer_queue_bytes: gauge('Bytes of events waiting for their commit.'),
  datawatch_writer_group_events: histogram('Events committed together.'),
  datawatch_writer_commit_duration_seconds: histogram('Time of a commit.'),
  datawatch_writer_commit_failures_total: counter('Groups that could not be committed.'),
  datawatch_label_values_other_total: counter(
    'Values counted under __other__, their dimension having as many as are kept apart.',
  ),
  datawatch_answers_repeated_total: counter(
    'Questions about times that are over that were answered as a moment before, nothing having been stored since.',
  ),
}

const detection = {
  datawatch_detection_pass_duration_seconds: histogram('Time of a detection pass.'),
  datawatch_detection_thread_bytes: gauge(
    'Memory that the thread of detection held after its last pass; 0 where it has none.',
  ),
}

const database = {
  datawatch_database_up: gauge('Whether the database answered this scrape.'),
  datawatch_database_pool_connections_max: gauge('Connections this process may open.'),
  datawatch_database_connections: gauge('Connections of all processes, by state.', 'state'),
  datawatch_database_bytes: gauge('Size of the database.'),
  datawatch_table_partitions: gauge('Partitions of a table.', 'table'),
  datawatch_table_bytes: gauge('Size of a table with its indexes.', 'table'),
  datawatch_tables: gauge('Tables with metrics of their own.'),
  datawatch_tables_together: gauge('Tables past the bound, counted together under __other__.'),
  datawatch_series: gauge('Series of all metrics.'),
}

const sources = {
  datawatch_source_state: gauge('1 for the state that a source is in.', 'source', 'state'),
  datawatch_source_lag_seconds: gauge('Time from a commit there to its commit here.', 'source'),
}

const alerts = {
  datawatch_alert_deliveries: gauge(
    'Deliveries of alerts that are kept, by status and type of channel.',
    'channel_type',
    'status',
  ),
  datawatch_alert_deliveries_pending: gauge('Deliveries that are still to be made.'),
  datawatch_alert_delivery_oldest_pending_seconds: gauge(
    'Since when the oldest delivery that is still to be made waits; 0 where there is none.',
  ),
}

const redis = {
  datawatch_redis_up: gauge('Whether Redis answers this process.'),
  datawatch_redis_missed_total: counter('Commands that Redis did not answer in time.'),
  datawatch_answers_total: counter('Questions about times that are over, by whether a kept answer held.', 'outcome'),
  datawatch_answers_kept_total: counter('Answers that were kept for other processes.'),
}

const storage = {
  datawatch_storage_engine_state: gauge('1 for the state that the storage engine is in.', 'engine', 'state'),
  datawatch_storage_outbox_rows: gauge('Minutes of series that wait for the storage engine.'),
  datawatch_storage_outbox_oldest_seconds: gauge(
    'Age of the oldest minutes that wait for the storage engine; 0 where there are none.',
  ),
  datawatch_storage_late_rows: gauge('Minutes of series kept beside what the storage engine holds.'),
  datawatch_storage_refused_total: counter(
    'Minutes of series that the storage engine refused for good; they are kept.',
  ),
}

export const ownMetrics = {
  ...{ ...requests, ...ingestion, ...detection },
  ...{ ...database, ...sources, ...alerts, ...redis, ...storage },
}
export type OwnMetric = keyof typeof ownMetrics

/** All of them, by what they are about; `where` says when they are exposed, where that is not always. */
export const metricGroups: readonly {
  title: string
  where?: string
  metrics: Readonly<Record<string, MetricDefinition>>
}[] = [
  { title: 'Requests', metrics: requests },
  { title: 'Ingestion', metrics: ingestion },
  { title: 'Detection', metrics: detection },
  {
    title: 'Database',
    where: 'The same at every process; sizes are asked once a minute, and missing until they were.',
    metrics: database,
  },
  { title: 'Sources', metrics: sources },
  { title: 'Deliveries of alerts', where: 'The same at every process.', metrics: alerts },
  { title: 'Redis', where: 'Where `redis.url` is set.', metrics: redis },
  { title: 'Storage engine', where: 'Where `metrics.storage` names an engine, or one has minutes.', metrics: storage },
]
