// Made from the OpenAPI document by `npm run openapi`.

/** An operation that is told nothing. */
export type Nothing = Record<never, never>
/** An answer that goes on. */
export type Stream = { stream: true }

export type AccountPatch = {
  name: PersonName
}

export type AcknowledgeManyBody = {
  ids: string[]
  user?: string
  note?: string
}

export type Alert = {
  id: string
  rule_id: string | null
  rule_name: string
  kind: 'metric' | 'anomaly' | 'violation' | 'schema_change' | 'source'
  title: string
  message: string
  severity: 'low' | 'medium' | 'high' | 'critical'
  status: 'firing' | 'acknowledged' | 'resolved'
  labels: Record<string, string>
  table: string | null
  metric: string | null
  value: number | null
  threshold: number | null
  expected: string | null
  started_at: Instant
  last_seen_at: Instant
  resolved_at: Instant | null
  resolved_by: string | null
  acknowledged: boolean
  acknowledged_by: string | null
  acknowledged_at: Instant | null
  note: string | null
  snoozed_until: Instant | null
  hushed: 'silenced' | 'inhibited' | 'snoozed' | 'flapping' | null
  flapping: boolean
  assignee: string | null
  owner: string | null
  runbook_url: string | null
  path: string
}

export type AlertDetail = {
  id: string
  rule_id: string | null
  rule_name: string
  kind: 'metric' | 'anomaly' | 'violation' | 'schema_change' | 'source'
  title: string
  message: string
  severity: 'low' | 'medium' | 'high' | 'critical'
  status: 'firing' | 'acknowledged' | 'resolved'
  labels: Record<string, string>
  table: string | null
  metric: string | null
  value: number | null
  threshold: number | null
  expected: string | null
  started_at: Instant
  last_seen_at: Instant
  resolved_at: Instant | null
  resolved_by: string | null
  acknowledged: boolean
  acknowledged_by: string | null
  acknowledged_at: Instant | null
  note: string | null
  snoozed_until: Instant | null
  hushed: 'silenced' | 'inhibited' | 'snoozed' | 'flapping' | null
  flapping: boolean
  assignee: string | null
  owner: string | null
  runbook_url: string | null
  path: string
  cause: string | null
  timeline: TimelineEntry[]
  similar: Alert[]
  deliveries: Delivery[]
}

export type AlertLabels = Record<string, string>

export type AlertLabelsInput = Record<string, string>

export type AlertList = {
  alerts: Alert[]
  count: number
  next_cursor: string | null
}

export type AlertRoute = {
  name: string
  matchers: Matcher[]
  channels: string[]
  continue: boolean
  escalations: Array<{
    after: string
    channels: string[]
  }>
  repeat: string | null
  quiet_hours: QuietHours | null
  digest: string | null
}

export type AlertRouteInput = {
  name: string
  matchers?: MatcherInput[]
  channels: string[]
  continue?: boolean
  escalations?: Array<{
    after: string
    channels: string[]
  }>
  repeat?: string | null
  quiet_hours?: QuietHoursInput | null
  digest?: string | null
}

export type AlertRule = {
  id: string
  name: string
  description: string | null
  enabled: boolean
  kind: 'metric' | 'anomaly' | 'violation' | 'schema_change' | 'source'
  metric: string | null
  expr: string | null
  aggregation: 'sum' | 'avg' | 'min' | 'max' | 'count' | 'last' | 'rate' | 'p50' | 'p90' | 'p95' | 'p99' | 'distinct' | null
  group_by: string[]
  filter: string | null
  window: string
  operator: '>' | '>=' | '<' | '<=' | '=' | '!='
  threshold: number | null
  change: AlertsChange | null
  recovery_threshold: number | null
  for: string
  no_data: 'ok' | 'keep' | 'fire'
  on_error: 'ok' | 'keep' | 'fire'
  match: Match
  severity: 'low' | 'medium' | 'high' | 'critical' | null
  labels: AlertLabels
  owner: string | null
  runbook_url: string | null
  title: string | null
  message: string | null
  channels: string[]
  origin: 'manual' | 'default' | 'file'
  condition: string
  state: 'ok' | 'pending' | 'firing' | 'no_data' | 'waiting' | 'error' | 'off'
  instances: number
  firing: number
  waiting_for: string | null
  last_value: number | null
  last_error: string | null
  last_evaluated_at: Instant | null
  created_by: string
  created_at: Instant
  updated_at: Instant
  warnings: string[]
}

export type AlertSummary = {
  firing: number
  acknowledged: number
  snoozed: number
  silenced: number
  resolved_last_24h: number
  by_severity: {
    low: number
    medium: number
    high: number
    critical: number
  }
  mean_minutes_to_acknowledge: number | null
  mean_minutes_to_resolve: number | null
  rules: number
  channels: number
  failing_channels: number
  pending_deliveries: number
  dead_deliveries: number
  noisiest: RuleNoise[]
}

export type AlertsAcknowledgeBody = {
  user?: string
  note?: string
}

export type AlertsChange = {
  from: 'baseline' | 'previous_hour' | 'same_hour_last_week' | string
  direction: 'up' | 'down' | 'either'
  percent?: number
  absolute?: number
}

export type AlertsChangeInput = {
  from: 'baseline' | 'previous_hour' | 'same_hour_last_week' | string
  direction?: 'up' | 'down' | 'either'
  percent?: number
  absolute?: number
}

export type AlertsReplayBody = {
  ids?: string[]
  channel?: string
}

export type AlertsReplayResult = {
  replayed: number
}

export type AlertsRuleBody = {
  name: string
  description?: string | null
  enabled?: boolean
  kind?: 'metric' | 'anomaly' | 'violation' | 'schema_change' | 'source'
  metric?: string | null
  expr?: string | null
  aggregation?: 'sum' | 'avg' | 'min' | 'max' | 'count' | 'last' | 'rate' | 'p50' | 'p90' | 'p95' | 'p99' | 'distinct' | null
  group_by?: string[]
  filter?: string | null
  window?: string
  operator?: '>' | '>=' | '<' | '<=' | '=' | '!='
  threshold?: number | null
  change?: AlertsChangeInput | null
  recovery_threshold?: number | null
  for?: string
  no_data?: 'ok' | 'keep' | 'fire'
  on_error?: 'ok' | 'keep' | 'fire'
  match?: MatchInput
  severity?: SeverityWord | null
  labels?: AlertLabelsInput
  owner?: string | null
  runbook_url?: string | null
  title?: string | null
  message?: string | null
  channels?: string[]
}

export type AlertsRuleList = {
  rules: AlertRule[]
  count: number
  next_cursor: string | null
}

export type AlertsRulePatch = {
  name?: string
  description?: string | null
  enabled?: boolean
  kind?: 'metric' | 'anomaly' | 'violation' | 'schema_change' | 'source'
  metric?: string | null
  expr?: string | null
  aggregation?: 'sum' | 'avg' | 'min' | 'max' | 'count' | 'last' | 'rate' | 'p50' | 'p90' | 'p95' | 'p99' | 'distinct' | null
  group_by?: string[]
  filter?: string | null
  window?: string
  operator?: '>' | '>=' | '<' | '<=' | '=' | '!='
  threshold?: number | null
  change?: AlertsChangeInput | null
  recovery_threshold?: number | null
  for?: string
  no_data?: 'ok' | 'keep' | 'fire'
  on_error?: 'ok' | 'keep' | 'fire'
  match?: MatchInput
  severity?: SeverityWord | null
  labels?: AlertLabelsInput
  owner?: string | null
  runbook_url?: string | null
  title?: string | null
  message?: string | null
  channels?: string[]
}

export type AlertsRulePreview = {
  condition: string
  from: Instant
  to: Instant
  step_seconds: number
  fired: number
  firings: Array<{
    labels: Record<string, string>
    started_at: Instant
    ended_at: Instant | null
    peak: number | null
  }>
  series: Array<{
    labels: Record<string, string>
    data_points: Array<{
      timestamp: Instant
      value: number | null
      reference?: number | null
    }>
  }>
  warnings: string[]
}

export type AlertsRuleRemoved = {
  id: string
  deleted: true
}

export type AllowedOrigin = string

export type AnomaliesAcknowledgeBody = {
  user: string
  note?: string
}

export type AnomaliesSchemaChange = {
  kind: 'schema' | 'ddl' | 'truncate' | 'new_table'
  at: Instant
  table: string
  words: string
  event: string | null
  change: string | null
}

export type Anomaly = {
  id: string
  metric_name: string
  labels: Record<string, string>
  type: 'spike' | 'drop' | 'trend' | 'seasonal' | 'missing' | 'outlier'
  severity: 'low' | 'medium' | 'high' | 'critical'
  value: number | null
  expected: {
    min: number | null
    max: number | null
    value: number | null
  }
  score: number
  algorithms: Array<'zscore' | 'mad' | 'stl' | 'counts' | 'shape'>
  description: string
  started_at: Instant
  ended_at: Instant | null
  detected_at: Instant
  status: 'open' | 'acknowledged' | 'resolved'
  acknowledged: boolean
  acknowledged_by: string | null
  acknowledged_at: Instant | null
  feedback: 'expected' | 'anomaly' | 'false_alarm' | 'new_normal' | 'ignore' | null
  feedback_scope: 'period' | 'daily' | 'weekly' | null
  feedback_by: string | null
  feedback_at: Instant | null
  note: string | null
  step_seconds: number | null
  peak_at: Instant | null
  resolved_at: Instant | null
  incident_id: string
  related: string[]
}

export type AnomalyList = {
  anomalies: Anomaly[]
  count: number
  next_cursor: string | null
}

export type ApiKey = {
  id: string
  name: string
  start: string
  scopes: Array<'ingest' | 'read' | 'write' | 'admin' | 'cron'>
  tables: string[] | null
  rate_limit: number | null
  state: 'active' | 'expired' | 'revoked'
  created_by: string
  created_at: Instant
  expires_at: Instant | null
  used_at: Instant | null
  revoked_at: Instant | null
  replaced_by: string | null
  replaces: string | null
}

export type AssignBody = {
  assignee: string | null
}

export type AuditEntry = {
  id: string
  at: Instant
  actor_kind: 'user' | 'key' | 'system' | 'local' | 'anonymous'
  actor_id: string | null
  actor: string
  action: string
  target: string | null
  target_name: string | null
  outcome: 'done' | 'refused'
  detail: Record<string, unknown>
  address: string
  request_id: string | null
}

export type AuditList = {
  entries: AuditEntry[]
  count: number
  next_cursor: string | null
}

export type Backtest = {
  metric_name: string
  days: number
  from: Instant
  to: Instant
  judged_since: Instant | null
  series: number
  summary: string
  proposed: {
    count: number
    anomalies: Array<{
      labels: Record<string, string>
      started_at: Instant
      ended_at: Instant | null
      type: 'spike' | 'drop' | 'trend' | 'seasonal' | 'missing' | 'outlier'
      severity: 'low' | 'medium' | 'high' | 'critical'
      score: number
      value: number | null
      expected: {
        min: number | null
        max: number | null
        value: number | null
      }
      description: string
    }>
  }
  current: {
    count: number
    anomalies: Array<{
      labels: Record<string, string>
      started_at: Instant
      ended_at: Instant | null
      type: 'spike' | 'drop' | 'trend' | 'seasonal' | 'missing' | 'outlier'
      severity: 'low' | 'medium' | 'high' | 'critical'
      score: number
      value: number | null
      expected: {
        min: number | null
        max: number | null
        value: number | null
      }
      description: string
    }>
  }
}

export type BacktestBody = {
  settings?: DetectionSettings
  days?: number
}

export type BatchAnswer = {
  results: Array<{
    ref: string
    data: MetricRange | MetricValue
  } | {
    ref: string
    error: {
      status: number
      detail: string
    }
  }>
}

export type BatchQuery = {
  queries: BatchQuestion[]
}

export type BatchQuestion = {
  from?: InstantParamInput
  to?: InstantParamInput
  aggregation?: 'sum' | 'avg' | 'min' | 'max' | 'count' | 'last' | 'rate' | 'p50' | 'p90' | 'p95' | 'p99' | 'distinct'
  group_by?: string | string[]
  filter?: string | string[]
  limit?: number
  tz?: TimeZone
  compare?: string
  step?: string
  fill?: 'null' | 'zero' | 'previous'
  transform?: 'cumulative' | 'rate'
  max_points?: number
  ref: string
  metric?: string
  expr?: string
}

export type BoardFileList = {
  folder: string | null
  files: Array<{
    file: string
    dashboard_id: string | null
    problem: FileProblem | null
  }>
}

export type BoardPatch = {
  file: string
  patch: string
}

export type BoardTemplate = {
  id: 'e-commerce' | 'saas' | 'payments' | 'operations'
  name: string
  description: string
  ready: boolean
  slots: Array<{
    id: string
    name: string
    table: string | null
    fits: string[]
  }>
  missing: string[]
  widgets: Array<{
    type: WidgetType
    title: string
    metric: string | null
    config: WidgetConfig
    position: WidgetPosition
  }>
}

export type BoardVariable = {
  name: string
  title?: string
  kind: 'label' | 'free'
  metric?: string
  label?: string
  options?: string[]
  multiple: boolean
  include_all: boolean
  default: string[]
}

export type BoardVariableInput = {
  name: string
  title?: string
  kind: 'label' | 'free'
  metric?: string
  label?: string
  options?: string[]
  multiple?: boolean
  include_all?: boolean
  default?: string[]
}

export type BoardVariables = BoardVariable[]

export type BoardVariablesInput = BoardVariableInput[]

export type BoardVersion = {
  n: number
  at: Instant
  by: string | null
  summary: string
  dashboard_id: string
  name: string
  description: string
  variables: BoardVariable[]
  widgets: Widget[]
}

export type Bounds = {
  tables: {
    count: number
    most: number
    together: number
  }
  series: {
    count: number
    most: number
  }
  most_columns: number
  most_categories: number
  full_tables: Array<{
    table: string
    schema: string
    columns: number
  }>
  full_columns: Array<{
    table: string
    schema: string
    column: string
    role: 'pending' | 'numeric' | 'categorical' | 'identifier' | 'timestamp' | 'text' | 'json'
    together: number
  }>
}

export type BuildInfo = {
  version: string
  revision: string
  branch: string
  buildUser: string
  buildDate: string
  goVersion: string
}

export type BulkBody = {
  action: 'acknowledge'
  note?: string
} | {
  action: 'unacknowledge'
} | {
  action: 'resolve'
  note?: string
} | {
  action: 'reopen'
} | {
  action: 'snooze'
  for: DurationParam
} | {
  action: 'unsnooze'
} | {
  action: 'assign'
  assignee: string | null
}

export type BulkRequest = {
  ids: string[]
  do: BulkBody
}

export type BulkResult = {
  results: Array<{
    id: string
    outcome: 'done' | 'already' | 'not_found'
  }>
  done: number
  already: number
  not_found: number
}

export type Channel = {
  id: string
  name: string
  enabled: boolean
  send_resolved: boolean
  min_severity: SeverityWord | null
  max_per_minute: number
  type: 'slack' | 'email' | 'teams' | 'discord' | 'pagerduty' | 'webhook'
  config: Record<string, unknown>
  secrets: string[]
  origin: 'manual' | 'file'
  state: 'ok' | 'failing' | 'gone' | 'off' | 'unused'
  last_error: string | null
  last_sent_at: Instant | null
  pending: number
  dead: number
  created_at: Instant
  updated_at: Instant
}

export type ChannelBody = {
  name: string
  enabled?: boolean
  send_resolved?: boolean
  min_severity?: SeverityWord | null
  max_per_minute?: number
  type: 'slack'
  config: {
    webhook_url?: string
    bot_token?: string
    channel?: string
    api_url?: string
  }
} | {
  name: string
  enabled?: boolean
  send_resolved?: boolean
  min_severity?: SeverityWord | null
  max_per_minute?: number
  type: 'email'
  config: {
    to: string[]
    from?: string
    smtp_host?: string
    smtp_port?: number
    smtp_user?: string
    smtp_password?: string
    smtp_tls?: 'none' | 'starttls' | 'tls'
  }
} | {
  name: string
  enabled?: boolean
  send_resolved?: boolean
  min_severity?: SeverityWord | null
  max_per_minute?: number
  type: 'teams'
  config: {
    webhook_url: string
  }
} | {
  name: string
  enabled?: boolean
  send_resolved?: boolean
  min_severity?: SeverityWord | null
  max_per_minute?: number
  type: 'discord'
  config: {
    webhook_url: string
  }
} | {
  name: string
  enabled?: boolean
  send_resolved?: boolean
  min_severity?: SeverityWord | null
  max_per_minute?: number
  type: 'pagerduty'
  config: {
    routing_key: string
    events_url?: string
  }
} | {
  name: string
  enabled?: boolean
  send_resolved?: boolean
  min_severity?: SeverityWord | null
  max_per_minute?: number
  type: 'webhook'
  config: {
    url: string
    secret?: string
    headers?: Record<string, string>
  }
}

export type ChannelList = {
  channels: Channel[]
  count: number
  next_cursor: string | null
}

export type ChannelPatch = {
  name?: string
  enabled?: boolean
  send_resolved?: boolean
  min_severity?: SeverityWord | null
  max_per_minute?: number
  config?: Record<string, unknown>
}

export type ChannelRemoved = {
  id: string
  deleted: true
}

export type ColumnList = {
  columns: TableColumn[]
  count: number
}

export type ColumnPatch = {
  role?: 'numeric' | 'categorical' | 'identifier' | 'timestamp' | 'text' | 'json' | null
  unit?: string | null
}

export type ColumnQuality = {
  name: string
  role: string
  rows: number
  nulls: number
  null_rate: number | null
  distinct: number | null
  min: number | null
  max: number | null
  avg: number | null
  values: Array<{
    value: string
    count: number
  }>
  recent_null_rate: number | null
  examples: string[]
  distribution: Array<{
    from: number
    to: number
    count: number
  }>
  rules: string[]
}

export type CommentBody = {
  text: string
}

export type Comparison = {
  from: {
    label: string
    at: Instant
  }
  to: {
    label: string
    at: Instant
  }
  tables: Array<{
    source: string
    database: string
    schema: string
    table: string
    before: SchemaDefinition | null
    after: SchemaDefinition | null
    changes: Array<{
      kind: 'table_created' | 'table_dropped' | 'table_renamed' | 'column_added' | 'column_dropped' | 'column_renamed' | 'type_changed' | 'nullability_changed' | 'default_changed' | 'primary_key_changed' | 'index_added' | 'index_dropped' | 'statement_unread'
      column: string | null
      previous: string | null
      current: string | null
      guessed: boolean
      compatibility: 'compatible' | 'warning' | 'breaking'
      reason: string
      words: string
    }>
  }>
}

export type ConnectorMessage = Record<string, unknown>

export type Contributions = {
  words: string
  reason: string | null
  basis: 'events' | 'rollups' | null
  from: Instant
  to: Instant
  like_days: number
  usual: number | null
  actual: number | null
  difference: number | null
  dimensions: Array<{
    dimension: string
    words: string
    explained: number
    surprise: number
    mix: number | null
    within: number | null
    values: Array<{
      value: string
      usual: number | null
      actual: number | null
      difference: number
      share: number | null
      surprise: number
      telling: boolean
    }>
  }>
}

export type Dashboard = {
  id: string
  name: string
  description: string
  starter_for: string | null
  file: string | null
  version: number
  variables: BoardVariable[]
  widgets: Widget[]
  created_at: Instant
  updated_at: Instant
}

export type DashboardBody = {
  name: string
  description?: string
  variables?: BoardVariablesInput
  widgets?: WidgetInput[]
}

export type DashboardFile = {
  format: 'datawatch.dashboard'
  format_version: 1
  name: string
  description: string
  variables: BoardVariables
  widgets: WidgetBody[]
}

export type DashboardFileInput = {
  format?: 'datawatch.dashboard'
  format_version?: 1
  name: string
  description?: string
  variables?: BoardVariablesInput
  widgets?: WidgetBodyInput[]
}

export type DashboardList = {
  dashboards: DashboardSummary[]
  count: number
  next_cursor: string | null
}

export type DashboardPatch = {
  name?: string
  description?: string
  variables?: BoardVariablesInput
  layout?: Array<{
    id: string
    position: WidgetPosition
  }>
}

export type DashboardSummary = {
  id: string
  name: string
  description: string
  starter_for: string | null
  file: string | null
  version: number
  created_at: Instant
  updated_at: Instant
  widgets_count: number
  deleted_at: Instant | null
  deleted_by: string | null
}

export type DataPoint = {
  timestamp: Instant
  value: number | null
  partial?: true
}

export type DdlAnswer = {
  dialect: 'postgresql' | 'mysql'
  statements: number
  skipped: number
  changes: SchemasSchemaChange[]
}

export type DdlBody = {
  source?: string
  database?: string
  schema?: string
  sql: string
  dialect?: 'postgresql' | 'mysql'
  timestamp?: InstantParamInput
}

export type DeadLetter = {
  id: string
  received_at: Instant
  source: string
  table: string
  format: 'native' | 'debezium' | 'debezium_flat' | 'cloudevents' | 'maxwell' | 'wal2json' | 'canal' | 'dms' | 'sequin' | 'peerdb' | 'airbyte' | 'supabase' | 'estuary' | 'cockroachdb' | 'hasura'
  position: number
  event_id: string | null
  code: string
  message: string
  cut: boolean
  attempts: number
  replayed_at: Instant | null
}

export type DeadLetterList = {
  dead_letters: DeadLetter[]
  count: number
  next_cursor: string | null
  waiting: number
}

export type DeadLettersReplayBody = {
  ids: string[]
} | {
  all: true
  filter?: {
    code?: string
    table?: string
    source?: string
    q?: string
  }
}

export type DeadLettersReplayResult = {
  replayed: number
  failed: number
  skipped: number
  accepted: number
  duplicates: number
  ignored: number
  rejected: number
  errors: Array<{
    id: string
    code: string
    message: string
  }>
  more: boolean
}

export type Decomposition = {
  metric: string
  step: string
  periods: number[]
  reason: string | null
  points: Array<{
    timestamp: Instant
    value: number | null
    trend: number | null
    season: number | null
    remainder: number | null
  }>
}

export type Delivery = {
  id: string
  alert_id: string
  alert_title: string
  channel_id: string
  channel_name: string
  kind: 'opened' | 'updated' | 'resolved' | 'escalated' | 'reminder'
  status: 'pending' | 'sent' | 'dead' | 'cancelled'
  attempts: number
  next_attempt_at: Instant | null
  last_error: string | null
  created_at: Instant
  sent_at: Instant | null
}

export type DeliveryList = {
  deliveries: Delivery[]
  count: number
  next_cursor: string | null
}

export type DetectionFigures = {
  skipped: boolean
  series: number
  buckets: number
  opened: number
  updated: number
  withdrawn: number
  duration_ms: number
}

export type DetectionList = {
  metrics: MetricDetection[]
  count: number
  next_cursor: string | null
  states: Record<string, number>
}

export type DetectionSettings = {
  sensitivity?: 'low' | 'medium' | 'high' | null
  direction?: 'both' | 'up' | 'down'
  floor_absolute?: number | null
  floor_percent?: number | null
  excluded?: ExcludedCalendar
  muted?: boolean
  muted_until?: InstantParamInput | null
}

export type DetectionStatus = {
  state: 'ready' | 'learning' | 'muted' | 'silent' | 'too_sparse' | 'off'
  reason: string
  step_seconds: number | null
  history_since: Instant | null
  sureness: number
  periods: string[]
  last_judged: Instant | null
  open_anomalies: number
  alarms_30d: number
  series: Array<{
    labels: Record<string, string>
    state: 'ready' | 'learning' | 'muted' | 'silent' | 'too_sparse' | 'off'
    reason: string
    step_seconds: number | null
    history_since: Instant | null
    sureness: number
    periods: string[]
    last_judged: Instant | null
  }>
}

export type DurationParam = string

export type EmailAddress = string

export type EngineStatus = {
  name: 'prometheus' | 'influxdb' | 'timescale'
  state: 'ok' | 'waiting' | 'failing' | 'unmoved'
  holds_from: Instant
  holds_before: Instant
  waiting_rows: number
  waiting_rows_most: number
  oldest_waiting_at: Instant | null
  late_rows: number
  refused_total: number
  failure: string | null
  failing_since: Instant | null
  moving_to: 'prometheus' | 'influxdb' | 'timescale' | null
}

export type EvaluationFigures = {
  skipped: boolean
  rules: number
  series: number
  opened: number
  resolved: number
  duration_ms: number
}

export type EventBatch = EventBody[] | {
  batch_id?: string
  events: EventBody[]
} & Record<string, unknown>

export type EventBody = SentEvent | ConnectorMessage

export type EventIssue = {
  index: number
  id: string | null
  code: string
  message: string
}

export type EventList = {
  events: StoredEvent[]
  count: number
  next_cursor: string | null
}

export type Evidence = {
  rows: number
  passed: number
  since: Instant | null
  text: string
}

export type ExcludedCalendar = {
  weekly?: Array<{
    days: Array<'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday' | 'sunday'>
    from: string
    to: string
    time_zone?: TimeZone
  }>
  dates?: Array<{
    first_day: string
    last_day: string
    time_zone?: TimeZone
  }>
}

export type ExpectedBand = Array<{
  timestamp: Instant
  expected: number | null
  min: number | null
  max: number | null
}>

export type Explanation = {
  anomaly_id: string
  sentence: string
  cause: string | null
  expected: {
    value: number | null
    min: number | null
    max: number | null
  }
  actual: number | null
  votes: Array<{
    algorithm: 'zscore' | 'mad' | 'stl' | 'counts' | 'shape'
    fired: boolean
    scales: number
    fires_from: number
    one_in: number | null
    words: string
  }>
  rarity: {
    words: string
    days_known: number
    as_large: number
    once_in_days: number | null
  }
  contributions: Contributions
  incident: Incident
  schema_changes: AnomaliesSchemaChange[]
  notes: Note[]
}

export type FeedbackBody = {
  verdict: 'expected' | 'anomaly' | 'false_alarm' | 'new_normal' | 'ignore' | null
  scope?: 'period' | 'daily' | 'weekly'
  from?: InstantParamInput
  to?: InstantParamInput
  time_zone?: TimeZone
  user?: string
}

export type FeedbackPreview = {
  anomaly_id: string
  verdict: 'expected' | 'anomaly' | 'false_alarm' | 'new_normal' | 'ignore' | null
  step_seconds: number
  effect: string
  alarms_before: number
  alarms_after: number
  points: Array<{
    timestamp: Instant
    value: number | null
    before: {
      expected: number | null
      min: number | null
      max: number | null
    }
    after: {
      expected: number | null
      min: number | null
      max: number | null
    }
  }>
}

export type FileProblem = {
  line: number | null
  column: number | null
  message: string
}

export type FlagParam = '0' | '1' | 'true' | 'false'

export type Health = {
  status: 'ok'
}

export type ImportBody = DashboardFileInput

export type Incident = {
  id: string
  words: string
  silent_source: string | null
  members: Array<{
    id: string
    metric_name: string
    labels: Record<string, string>
    table: string
    type: 'spike' | 'drop' | 'trend' | 'seasonal' | 'missing' | 'outlier'
    severity: 'low' | 'medium' | 'high' | 'critical'
    description: string
    started_at: Instant
    ended_at: Instant | null
    is_root: boolean
  }>
}

export type Inhibition = {
  source: Matcher[]
  target: Matcher[]
  equal: string[]
}

export type InhibitionInput = {
  source: MatcherInput[]
  target: MatcherInput[]
  equal?: string[]
}

export type InspectedEvent = {
  id: string
  type: 'INSERT' | 'UPDATE' | 'DELETE' | 'SNAPSHOT' | 'TRUNCATE' | 'DDL'
  table: string
  schema: string
  database: string
  source: string
  timestamp: Instant
  key: string | null
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
  transaction_id?: unknown
  position?: unknown
  metadata?: unknown
  ddl_type?: unknown
  ddl_command?: unknown
  detail: Record<string, unknown> | null
}

export type InspectedMessage = {
  index: number
  format: 'native' | 'debezium' | 'debezium_flat' | 'cloudevents' | 'maxwell' | 'wal2json' | 'canal' | 'dms' | 'sequin' | 'peerdb' | 'airbyte' | 'supabase' | 'estuary' | 'cockroachdb' | 'hasura'
  outcomes: InspectedOutcome[]
}

export type InspectedOutcome = {
  kind: 'event'
  event: InspectedEvent
  warnings: Array<{
    code: string
    message: string
  }>
  metrics: string[]
} | {
  kind: 'ignored'
  reason: string
  warnings: Array<{
    code: string
    message: string
  }>
  metrics: string[]
} | {
  kind: 'refused'
  id: string | null
  code: string
  message: string
  warnings: Array<{
    code: string
    message: string
  }>
  metrics: string[]
}

export type InspectedTable = {
  table: string
  schema: string
  columns: Array<{
    name: string
    role: 'pending' | 'numeric' | 'categorical' | 'identifier' | 'timestamp' | 'text' | 'json'
  }>
  metrics: string[]
}

export type Inspection = {
  format: 'native' | 'debezium' | 'debezium_flat' | 'cloudevents' | 'maxwell' | 'wal2json' | 'canal' | 'dms' | 'sequin' | 'peerdb' | 'airbyte' | 'supabase' | 'estuary' | 'cockroachdb' | 'hasura' | null
  messages: InspectedMessage[]
  tables: InspectedTable[]
}

export type Instant = string

export type InstantParam = Instant

export type InstantParamInput = string | number

export type InstantParams = {
  query?: string
  time?: string
  timeout?: string
  limit?: string
}

export type Invitation = {
  id: string
  kind: 'invitation' | 'reset'
  email: string
  role: 'viewer' | 'editor' | 'admin' | 'owner'
  created_by: string
  created_at: Instant
  expires_at: Instant
}

export type InvitationBody = {
  email: EmailAddress
  role?: 'viewer' | 'editor' | 'admin' | 'owner'
}

export type InvitationList = {
  invitations: Invitation[]
  count: number
  next_cursor: null
}

export type InvitationMade = {
  id: string
  kind: 'invitation' | 'reset'
  email: string
  role: 'viewer' | 'editor' | 'admin' | 'owner'
  created_by: string
  created_at: Instant
  expires_at: Instant
  url: string
}

export type InvitationRemoved = {
  id: string
  revoked: true
}

export type Joined = {
  email: string
}

export type KeptPostgres = {
  host: string
  port: number
  database: string
  user: string
  tls: 'disable' | 'require' | 'verify-full'
  ca?: string
  schemas: string[]
  tables: string[] | null
  publication: string
  slot: string
  snapshot: boolean
}

export type KeyBody = {
  name: string
  scopes: Array<'ingest' | 'read' | 'write' | 'admin' | 'cron'>
  tables?: string[] | null
  rate_limit?: number | null
  expires_at?: InstantParamInput | null
}

export type KeyList = {
  keys: ApiKey[]
  count: number
  next_cursor: string | null
}

export type KeyMade = {
  id: string
  name: string
  start: string
  scopes: Array<'ingest' | 'read' | 'write' | 'admin' | 'cron'>
  tables: string[] | null
  rate_limit: number | null
  state: 'active' | 'expired' | 'revoked'
  created_by: string
  created_at: Instant
  expires_at: Instant | null
  used_at: Instant | null
  revoked_at: Instant | null
  replaced_by: string | null
  replaces: string | null
  key: string
}

export type KeyPatch = {
  name?: string
  scopes?: Array<'ingest' | 'read' | 'write' | 'admin' | 'cron'>
  tables?: string[] | null
  rate_limit?: number | null
  expires_at?: InstantParamInput | null
}

export type LabelParams = {
  "match[]"?: string[]
  start?: string
  end?: string
  limit?: string
}

export type LinkBody = {
  name?: PersonName
  password: NewPassword
}

export type ListedRule = {
  id: string
  name: string
  table: string
  schema: string | null
  columns: string[]
  type: 'not_null' | 'not_empty' | 'positive' | 'non_negative' | 'in_range' | 'in_set' | 'regex' | 'email_format' | 'url' | 'uuid' | 'date' | 'length' | 'type' | 'unique' | 'references' | 'compare' | 'formula' | 'max_age' | 'row_count' | 'matches_metric'
  params: QualityRuleParams
  severity: 'low' | 'medium' | 'high' | 'critical'
  threshold: number
  min_rows: number
  window: string
  enabled: boolean
  owner: string | null
  description: string | null
  dimension: 'completeness' | 'validity' | 'uniqueness' | 'consistency' | 'freshness' | 'volume' | 'accuracy'
  state: 'active' | 'proposed' | 'declined'
  origin: 'manual' | 'learned'
  waiting_for: string | null
  evidence: Evidence | null
  metric: string
  title: string
  created_by: string
  created_at: Instant
  updated_at: Instant
  figures: RuleFigures
}

export type MadeShare = {
  id: string
  dashboard_id: string
  name: string
  status: 'active' | 'expired' | 'revoked'
  view: ShareView
  allowed_origins: string[]
  created_at: Instant
  created_by: string | null
  expires_at: Instant | null
  revoked_at: Instant | null
  last_seen_at: Instant | null
  token: string
  path: string
  embed_path: string | null
}

export type ManyBody = {
  ids: string[]
}

export type Match = {
  table?: string
  metric?: string
  rule?: string
  source?: string
  min_severity?: 'low' | 'medium' | 'high' | 'critical'
  breaking?: boolean
  max_lag?: string
}

export type MatchInput = {
  table?: string
  metric?: string
  rule?: string
  source?: string
  min_severity?: 'low' | 'medium' | 'high' | 'critical'
  breaking?: boolean
  max_lag?: string
}

export type Matcher = {
  label: string
  operator: '=' | '!=' | '=~' | '!~'
  value: string
}

export type MatcherInput = {
  label: string
  operator?: '=' | '!=' | '=~' | '!~'
  value: string
}

export type Metadata = Record<string, Array<{
  type: 'counter' | 'gauge'
  help: string
  unit: string
}>>

export type Metric = {
  name: string
  type: 'counter' | 'gauge' | 'histogram'
  description: string
  table: string
  schema: string
  field: string | null
  labels: string[]
  unit: string
  aggregation: 'sum' | 'avg' | 'min' | 'max' | 'count' | 'last' | 'rate' | 'p50' | 'p90' | 'p95' | 'p99' | 'distinct' | 'formula'
  aggregations: Array<'sum' | 'avg' | 'min' | 'max' | 'count' | 'last' | 'rate' | 'p50' | 'p90' | 'p95' | 'p99' | 'distinct'>
  expr: string | null
  auto_generated: boolean
  created_at: Instant
  first_seen: Instant | null
  last_seen: Instant | null
  data_points: number
}

export type MetricBody = {
  name: string
  expr: string
  description?: string
  unit?: string
}

export type MetricDetection = {
  metric_name: string
  table: string | null
  settings: {
    sensitivity: 'low' | 'medium' | 'high' | null
    direction: 'both' | 'up' | 'down'
    floor_absolute: number | null
    floor_percent: number | null
    excluded: {
      weekly: Array<{
        days: Array<'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday' | 'sunday'>
        from: string
        to: string
        time_zone: TimeZone
      }>
      dates: Array<{
        first_day: string
        last_day: string
        time_zone: TimeZone
      }>
    }
    muted: boolean
    muted_until: Instant | null
  }
  is_default: boolean
  updated_at: Instant | null
  updated_by: string | null
  status: DetectionStatus
}

export type MetricList = {
  metrics: Metric[]
  count: number
  next_cursor: string | null
}

export type MetricPatch = {
  description?: string
  unit?: string
}

export type MetricRange = {
  metric: string
  aggregation: 'sum' | 'avg' | 'min' | 'max' | 'count' | 'last' | 'rate' | 'p50' | 'p90' | 'p95' | 'p99' | 'distinct' | 'formula'
  from: Instant
  to: Instant
  resolution?: string
  groups_left_out?: number
  step: string
  series: MetricSeries[]
  compare?: {
    period: string
    from: Instant
    to: Instant
    series: MetricSeries[]
  }
  thinned?: true
}

export type MetricRemoved = {
  name: string
  deleted: true
}

export type MetricSeries = {
  metric: string
  labels: Record<string, string>
  data_points: DataPoint[]
}

export type MetricValue = {
  metric: string
  aggregation: 'sum' | 'avg' | 'min' | 'max' | 'count' | 'last' | 'rate' | 'p50' | 'p90' | 'p95' | 'p99' | 'distinct' | 'formula'
  from: Instant
  to: Instant
  resolution?: string
  groups_left_out?: number
  value: number | null
  series: Array<{
    metric: string
    labels: Record<string, string>
    data_points: DataPoint[]
    value: number | null
  }>
  compare?: {
    period: string
    from: Instant
    to: Instant
    series: Array<{
      metric: string
      labels: Record<string, string>
      value: number | null
    }>
    value: number | null
  }
}

export type NameList = string[]

export type NewPassword = string

export type Note = {
  id: string
  at: Instant
  until: Instant | null
  text: string
  kind: 'deploy' | 'campaign' | 'incident' | 'other'
  table: string | null
  url: string | null
  created_by: string
  created_at: Instant
  updated_at: Instant
}

export type NoteBody = {
  at?: InstantParamInput
  text: string
  kind?: 'deploy' | 'campaign' | 'incident' | 'other'
  until?: InstantParamInput | null
  table?: string | null
  url?: string | null
}

export type NoteList = {
  notes: Note[]
  count: number
  next_cursor: string | null
}

export type NotePatch = {
  at?: InstantParamInput
  text?: string
  kind?: 'deploy' | 'campaign' | 'incident' | 'other'
  until?: InstantParamInput | null
  table?: string | null
  url?: string | null
}

export type NoteRemoved = {
  id: string
  deleted: true
}

export type OpenapiDocument = {
  openapi: string
  paths: Record<string, unknown>
} & Record<string, unknown>

export type OpenedLink = {
  kind: 'invitation' | 'reset'
  email: string
  role: 'viewer' | 'editor' | 'admin' | 'owner'
  expires_at: Instant
}

export type PasswordBody = {
  current: string
  password: NewPassword
}

export type PasswordChanged = {
  ended: number
}

export type Person = {
  id: string
  email: string
  name: string
  role: 'viewer' | 'editor' | 'admin' | 'owner'
  enabled: boolean
  has_password: boolean
  providers: Array<'github' | 'google' | 'oidc'>
  sessions: number
  seen_at: Instant | null
  created_at: Instant
  configured: boolean
}

export type PersonList = {
  people: Person[]
  count: number
  next_cursor: string | null
}

export type PersonName = string

export type PersonPatch = {
  name?: PersonName
  role?: 'viewer' | 'editor' | 'admin' | 'owner'
  enabled?: boolean
}

export type PersonRemoved = {
  id: string
  deleted: true
}

export type PreviewBody = {
  rule: {
    name?: string
    description?: string | null
    enabled?: boolean
    kind?: 'metric' | 'anomaly' | 'violation' | 'schema_change' | 'source'
    metric?: string | null
    expr?: string | null
    aggregation?: 'sum' | 'avg' | 'min' | 'max' | 'count' | 'last' | 'rate' | 'p50' | 'p90' | 'p95' | 'p99' | 'distinct' | null
    group_by?: string[]
    filter?: string | null
    window?: string
    operator?: '>' | '>=' | '<' | '<=' | '=' | '!='
    threshold?: number | null
    change?: AlertsChangeInput | null
    recovery_threshold?: number | null
    for?: string
    no_data?: 'ok' | 'keep' | 'fire'
    on_error?: 'ok' | 'keep' | 'fire'
    match?: MatchInput
    severity?: SeverityWord | null
    labels?: AlertLabelsInput
    owner?: string | null
    runbook_url?: string | null
    title?: string | null
    message?: string | null
    channels?: string[]
  }
  period?: string
}

export type Problem = {
  type: string
  title: string
  status: number
  detail: string
  instance: string
  success: false
  error: string
  errors?: Array<{
    path: string
    code: string
    message: string
  }>
}

export type PrometheusError = {
  status: 'error'
  errorType: string
  error: string
}

export type QualityAcknowledgeBody = {
  user?: string
  note?: string
}

export type QualityChange = {
  kind: 'schema' | 'note' | 'volume'
  at: Instant
  text: string
}

export type QualityReport = {
  from: Instant
  to: Instant
  score: number | null
  previous: number | null
  dimensions: Record<string, number | null>
  tables: TableScore[]
  generated_at: Instant
  violations: Violation[]
  worst_rules: ListedRule[]
  next_steps: string[]
}

export type QualityRuleBody = {
  name?: string
  table: string
  schema?: string | null
  column?: string
  columns?: string[]
  type: 'not_null' | 'not_empty' | 'positive' | 'non_negative' | 'in_range' | 'in_set' | 'regex' | 'email_format' | 'url' | 'uuid' | 'date' | 'length' | 'type' | 'unique' | 'references' | 'compare' | 'formula' | 'max_age' | 'row_count' | 'matches_metric'
  params?: QualityRuleParamsInput
  severity?: 'low' | 'medium' | 'high' | 'critical'
  threshold?: number
  min_rows?: number
  window?: string
  enabled?: boolean
  owner?: string | null
  description?: string | null
}

export type QualityRuleList = {
  rules: ListedRule[]
  count: number
  next_cursor: string | null
}

export type QualityRuleParams = {
  min?: number
  max?: number
  values?: Array<string | number | boolean>
  pattern?: string
  value_type?: 'number' | 'integer' | 'boolean' | 'text' | 'timestamp' | 'uuid' | 'json'
  references?: {
    table: string
    schema?: string
    column?: string
  }
  operator?: '=' | '!=' | '<' | '<=' | '>' | '>='
  other_column?: string
  expr?: string
  max_age?: string
  per?: string
  learned?: boolean
  metric?: string
  equals?: string
  tolerance_percent?: number
  grace?: string
}

export type QualityRuleParamsInput = {
  min?: number
  max?: number
  values?: Array<string | number | boolean>
  pattern?: string
  value_type?: 'number' | 'integer' | 'boolean' | 'text' | 'timestamp' | 'uuid' | 'json'
  references?: {
    table: string
    schema?: string
    column?: string
  }
  operator?: '=' | '!=' | '<' | '<=' | '>' | '>='
  other_column?: string
  expr?: string
  max_age?: string
  per?: string
  learned?: boolean
  metric?: string
  equals?: string
  tolerance_percent?: number
  grace?: string
}

export type QualityRulePatch = {
  name?: string
  columns?: string[]
  type?: 'not_null' | 'not_empty' | 'positive' | 'non_negative' | 'in_range' | 'in_set' | 'regex' | 'email_format' | 'url' | 'uuid' | 'date' | 'length' | 'type' | 'unique' | 'references' | 'compare' | 'formula' | 'max_age' | 'row_count' | 'matches_metric'
  params?: QualityRuleParamsInput
  severity?: 'low' | 'medium' | 'high' | 'critical'
  threshold?: number
  min_rows?: number
  window?: string
  enabled?: boolean
  owner?: string | null
  description?: string | null
  column?: string
  state?: 'active' | 'proposed' | 'declined'
}

export type QualityRulePreview = {
  title: string
  from: Instant
  to: Instant
  counted: 'rows' | 'periods' | 'minutes'
  figures: RuleFigures | null
  truncated: boolean
  examples: Record<string, unknown>[]
  warnings: string[]
}

export type QualityRuleRemoved = {
  id: string
  deleted: true
}

export type QualityScore = {
  from: Instant
  to: Instant
  score: number | null
  previous: number | null
  dimensions: Record<string, number | null>
  tables: TableScore[]
}

export type QualityStats = {
  rules: number
  rules_enabled: number
  rules_proposed: number
  rules_waiting: number
  tables: number
  open_violations: number
  checked: number
  failed: number
  score: number | null
}

export type QueryData = {
  resultType: 'matrix'
  result: Array<{
    metric: Record<string, string>
    values: [number, string][]
  }>
} | {
  resultType: 'vector'
  result: Array<{
    metric: Record<string, string>
    value: [number, string]
  }>
} | {
  resultType: 'scalar'
  result: [number, string]
} | {
  resultType: 'string'
  result: [number, string]
}

export type QuietHours = {
  from: string
  to: string
  days: Array<'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun'>
  time_zone: string
  critical: boolean
}

export type QuietHoursInput = {
  from: string
  to: string
  days?: Array<'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun'>
  time_zone: string
  critical?: boolean
}

export type RangeParams = {
  query?: string
  start: string
  end: string
  step: string
  timeout?: string
  limit?: string
}

export type ReadProgress = {
  table: string
  rows: number
  estimate: number | null
  tables_done: number
  tables_total: number
}

export type Readiness = {
  ready: boolean
  reason?: string
}

export type Receipt = {
  status: 'accepted'
  received: number
  accepted: number
  duplicates: number
  ignored: number
  rejected: number
  errors: EventIssue[]
  warnings: EventIssue[]
}

export type Remap = {
  change_id: string
  table: string
  from: string
  to: string
  applied: boolean
  metrics: Array<{
    from: string
    to: string
    exists: boolean
  }>
  moves: Array<{
    kind: 'metric' | 'formula' | 'widget' | 'variable' | 'rule' | 'alert'
    id: string
    name: string
    how: string
    path: string | null
    board: {
      id: string
      name: string
    } | null
    before: string
    after: string
  }>
  boards: Array<{
    id: string
    name: string
    version: number
  }>
}

export type RemapBody = {
  preview?: boolean
  to?: string
}

export type Removed = {
  id: string
  deleted: true
}

export type RemovedDeadLetters = {
  removed: number
}

export type ReopenBody = {
  to?: 'open' | 'acknowledged'
}

export type ReopenManyBody = {
  ids: string[]
  to?: 'open' | 'acknowledged'
}

export type ReplayOneBody = {
  payload?: string
}

export type RereadBody = {
  tables?: string[]
}

export type RevokedShares = {
  revoked: number
}

export type RotateBody = {
  overlap?: string
}

export type Routing = {
  routes?: AlertRouteInput[]
  inhibitions?: InhibitionInput[]
}

export type RoutingAnswer = {
  routes: AlertRoute[]
  inhibitions: Inhibition[]
  origin: 'manual' | 'file'
  updated_by: string | null
  updated_at: Instant | null
  warnings: string[]
}

export type RuleAnswer = {
  id: string
  name: string
  table: string
  schema: string | null
  columns: string[]
  type: 'not_null' | 'not_empty' | 'positive' | 'non_negative' | 'in_range' | 'in_set' | 'regex' | 'email_format' | 'url' | 'uuid' | 'date' | 'length' | 'type' | 'unique' | 'references' | 'compare' | 'formula' | 'max_age' | 'row_count' | 'matches_metric'
  params: QualityRuleParams
  severity: 'low' | 'medium' | 'high' | 'critical'
  threshold: number
  min_rows: number
  window: string
  enabled: boolean
  owner: string | null
  description: string | null
  dimension: 'completeness' | 'validity' | 'uniqueness' | 'consistency' | 'freshness' | 'volume' | 'accuracy'
  state: 'active' | 'proposed' | 'declined'
  origin: 'manual' | 'learned'
  waiting_for: string | null
  evidence: Evidence | null
  metric: string
  title: string
  created_by: string
  created_at: Instant
  updated_at: Instant
  warnings: string[]
}

export type RuleFigures = {
  checked: number
  passed: number
  failed: number
  pass_rate: number | null
}

export type RuleNoise = {
  rule_id: string | null
  rule_name: string
  alerts: number
  acknowledged: number
  unattended: number
  flapping: number
  mean_minutes_to_acknowledge: number | null
  mean_minutes_open: number | null
  suggestion: string | null
}

export type SchemaAcknowledgeBody = {
  user?: string
  note?: string
}

export type SchemaChangeDetail = {
  id: string
  table_id: string | null
  source: string
  database: string
  schema: string
  table: string
  at: Instant
  recorded_at: Instant
  kind: 'table_created' | 'table_dropped' | 'table_renamed' | 'column_added' | 'column_dropped' | 'column_renamed' | 'type_changed' | 'nullability_changed' | 'default_changed' | 'primary_key_changed' | 'index_added' | 'index_dropped' | 'statement_unread'
  column: string | null
  previous: string | null
  current: string | null
  origin: 'ddl' | 'source' | 'connector' | 'declared' | 'inferred'
  guessed: boolean
  compatibility: 'compatible' | 'warning' | 'breaking'
  severity: 'low' | 'medium' | 'high' | 'critical'
  reason: string
  words: string
  statement: string | null
  open: boolean
  acknowledged: boolean
  acknowledged_by: string | null
  acknowledged_at: Instant | null
  note: string | null
  remapped_at: Instant | null
  used_by: SchemaUsage[]
  can_remap: boolean
}

export type SchemaChangeList = {
  changes: SchemasSchemaChange[]
  count: number
  next_cursor: string | null
}

export type SchemaColumn = {
  name: string
  position: number
  type: string | null
  normal_type: string | null
  nullable: boolean | null
  default: string | null
  primary_key: boolean
  origin: 'ddl' | 'source' | 'connector' | 'declared' | 'inferred'
  since: Instant | null
}

export type SchemaDefinition = {
  columns: SchemaColumn[]
  primary_key: string[] | null
  indexes: SchemaIndex[] | null
}

export type SchemaIndex = {
  name: string
  columns: string[]
  unique: boolean
}

export type SchemaStats = {
  tables_count: number
  columns_count: number
  changes_count: number
  open_breaking: number
  unread_statements: number
  by_compatibility: Record<string, number>
  by_origin: Record<string, number>
  last_change_at: Instant | null
  alert_on_breaking: boolean
}

export type SchemaTable = {
  id: string
  source: string
  database: string
  schema: string
  table: string
  origin: 'ddl' | 'source' | 'connector' | 'declared' | 'inferred'
  version: number
  columns_count: number
  changes_count: number
  open_breaking: number
  since: Instant
  changed_at: Instant | null
  dropped_at: Instant | null
}

export type SchemaTableBody = {
  source?: string
  database?: string
  schema?: string
  table: string
  columns: Array<{
    name: string
    type?: string | null
    nullable?: boolean
    default?: string | null
    primary_key?: boolean
  }>
  primary_key?: string[]
  indexes?: Array<{
    name: string
    columns: string[]
    unique?: boolean
  }>
  timestamp?: InstantParamInput
}

export type SchemaTableDetail = {
  id: string
  source: string
  database: string
  schema: string
  table: string
  origin: 'ddl' | 'source' | 'connector' | 'declared' | 'inferred'
  version: number
  columns_count: number
  changes_count: number
  open_breaking: number
  since: Instant
  changed_at: Instant | null
  dropped_at: Instant | null
  columns: SchemaColumn[]
  primary_key: string[] | null
  indexes: SchemaIndex[] | null
  versions: SchemaVersion[]
}

export type SchemaTableList = {
  tables: SchemaTable[]
  count: number
  next_cursor: string | null
}

export type SchemaUsage = {
  kind: 'metric' | 'formula' | 'widget' | 'variable' | 'rule' | 'alert'
  id: string
  name: string
  how: string
  path: string | null
  board: {
    id: string
    name: string
  } | null
}

export type SchemaVersion = {
  version: number
  at: Instant
  columns_count: number
}

export type SchemasSchemaChange = {
  id: string
  table_id: string | null
  source: string
  database: string
  schema: string
  table: string
  at: Instant
  recorded_at: Instant
  kind: 'table_created' | 'table_dropped' | 'table_renamed' | 'column_added' | 'column_dropped' | 'column_renamed' | 'type_changed' | 'nullability_changed' | 'default_changed' | 'primary_key_changed' | 'index_added' | 'index_dropped' | 'statement_unread'
  column: string | null
  previous: string | null
  current: string | null
  origin: 'ddl' | 'source' | 'connector' | 'declared' | 'inferred'
  guessed: boolean
  compatibility: 'compatible' | 'warning' | 'breaking'
  severity: 'low' | 'medium' | 'high' | 'critical'
  reason: string
  words: string
  statement: string | null
  open: boolean
  acknowledged: boolean
  acknowledged_by: string | null
  acknowledged_at: Instant | null
  note: string | null
  remapped_at: Instant | null
}

export type SentEvent = {
  id?: string | number
  type: 'INSERT' | 'UPDATE' | 'DELETE' | 'SNAPSHOT' | 'TRUNCATE' | 'DDL'
  table: string
  schema?: string
  database?: string
  source?: string
  timestamp: string | number
  before?: Record<string, unknown> | null
  after?: Record<string, unknown> | null
  key?: Record<string, unknown>
  transaction_id?: unknown
  position?: Record<string, unknown>
  metadata?: Record<string, unknown>
  ddl_type?: string
  ddl_command?: string
} & Record<string, unknown>

export type SeriesList = Record<string, string>[]

export type SeriesParams = {
  "match[]"?: string[]
  start?: string
  end?: string
  limit?: string
}

export type ServerFacts = {
  end: string
  lag_bytes: number
  kept_bytes: number | null
  wal_status: string | null
  safe_bytes: number | null
}

export type Session = {
  id: string
  current: boolean
  provider: string
  address: string
  user_agent: string
  created_at: Instant
  seen_at: Instant
  expires_at: Instant
}

export type SessionList = {
  sessions: Session[]
  count: number
  next_cursor: null
}

export type SessionsEnded = {
  ended: number
}

export type SetupAnswer = {
  ready: boolean
  server: string | null
  checks: SetupCheck[]
  tables: SetupTable[]
  tables_count: number
}

export type SetupBody = {
  code: string
  email: EmailAddress
  name: PersonName
  password: NewPassword
}

export type SetupCheck = {
  id: string
  title: string
  state: 'ok' | 'warn' | 'fail'
  detail: string
  sql: string | null
  restart: boolean
}

export type SetupTable = {
  schema: string
  name: string
  estimate: number | null
  bytes: number
  key: string[]
  identified: boolean
  readable: boolean
  wanted: boolean
}

export type SeverityWord = 'low' | 'medium' | 'high' | 'critical'

export type Share = {
  id: string
  dashboard_id: string
  name: string
  status: 'active' | 'expired' | 'revoked'
  view: ShareView
  allowed_origins: string[]
  created_at: Instant
  created_by: string | null
  expires_at: Instant | null
  revoked_at: Instant | null
  last_seen_at: Instant | null
}

export type ShareBody = {
  name: string
  expires_at?: InstantParamInput | null
  allowed_origins?: AllowedOrigin[]
  view?: ShareViewInput
}

export type ShareList = {
  shares: Share[]
  count: number
}

export type ShareView = {
  range?: string
  from?: InstantParam
  to?: InstantParam
  variables: Record<string, string[]>
  free_range: boolean
  free_variables: boolean
  marks: boolean
}

export type ShareViewInput = {
  range?: string
  from?: InstantParamInput
  to?: InstantParamInput
  variables?: Record<string, string[]>
  free_range?: boolean
  free_variables?: boolean
  marks?: boolean
}

export type SharedBoard = {
  board: {
    id: string
    name: string
    description: string
    version: number
    variables: BoardVariable[]
    widgets: Widget[]
    updated_at: Instant
  }
  view: ShareView
}

export type Silence = {
  id: string
  matchers: Matcher[]
  starts_at: Instant
  ends_at: Instant
  comment: string
  created_by: string
  created_at: Instant
  state: 'active' | 'pending' | 'expired'
  covers: number
}

export type SilenceBody = {
  matchers: MatcherInput[]
  starts_at?: InstantParamInput
  ends_at?: InstantParamInput
  duration?: string
  comment?: string
}

export type SilenceList = {
  silences: Silence[]
  count: number
  next_cursor: string | null
}

export type SilenceRemoved = {
  id: string
  deleted: true
}

export type Snapshot = {
  id: string
  name: string
  created_at: Instant
  created_by: string
  tables_count: number
  tables: Array<{
    source: string
    database: string
    schema: string
    table: string
    version: number
    columns: SchemaColumn[]
    primary_key: string[] | null
    indexes: SchemaIndex[] | null
  }>
}

export type SnapshotBody = {
  name: string
  table?: string
}

export type SnapshotList = {
  snapshots: SnapshotSummary[]
  count: number
  next_cursor: string | null
}

export type SnapshotSummary = {
  id: string
  name: string
  created_at: Instant
  created_by: string
  tables_count: number
}

export type SnoozeBody = {
  until?: InstantParamInput
  for?: DurationParam
  duration?: DurationParam
  user?: string
  note?: string
}

export type Source = {
  name: string
  type: string
  origin: 'file' | 'manual' | 'heard'
  state: 'waiting' | 'connecting' | 'snapshotting' | 'streaming' | 'paused' | 'taken' | 'failed' | 'stopped' | 'receiving' | 'quiet'
  detail: string
  advice: {
    words: string
    sql: string | null
  } | null
  position: string | null
  lag_seconds: number | null
  lag_bytes: number | null
  progress: ReadProgress | null
  last_event_at: Instant | null
  last_heard_at: Instant | null
  tables_count: number
  per_minute: number
  minutes: number[]
  accepted: number
  duplicates: number
  rejected: number
  formats: Array<{
    format: string
    accepted: number
    duplicates: number
    rejected: number
    last_heard_at: Instant
  }>
}

export type SourceBody = {
  name: string
  type: 'postgres'
  url: string
  tls?: 'disable' | 'require' | 'verify-full'
  ca?: string
  schemas?: string[]
  tables?: string[] | null
  publication?: string
  slot?: string
  snapshot?: boolean
}

export type SourceDetail = {
  name: string
  type: string
  origin: 'file' | 'manual' | 'heard'
  state: 'waiting' | 'connecting' | 'snapshotting' | 'streaming' | 'paused' | 'taken' | 'failed' | 'stopped' | 'receiving' | 'quiet'
  detail: string
  advice: {
    words: string
    sql: string | null
  } | null
  position: string | null
  lag_seconds: number | null
  lag_bytes: number | null
  progress: ReadProgress | null
  last_event_at: Instant | null
  last_heard_at: Instant | null
  tables_count: number
  per_minute: number
  minutes: number[]
  accepted: number
  duplicates: number
  rejected: number
  formats: Array<{
    format: string
    accepted: number
    duplicates: number
    rejected: number
    last_heard_at: Instant
  }>
  connection: KeptPostgres | null
  facts: ServerFacts | null
  tables: SourceTable[]
  owner: {
    process: string
    here: boolean
    seen_at: Instant
  } | null
  last_error: {
    message: string
    at: Instant
  } | null
  reread: string[] | null
  dead_letters: number
  paused: {
    by: string
    at: Instant
  } | null
  created_by: string | null
  created_at: Instant | null
}

export type SourcePatch = {
  url?: string
  tls?: 'disable' | 'require' | 'verify-full'
  ca?: string | null
  schemas?: string[]
  tables?: string[] | null
  snapshot?: boolean
}

export type SourceRemoved = {
  name: string
  deleted: true
  slot: 'dropped' | 'none' | 'left'
  advice: string | null
}

export type SourceTable = {
  table: string
  schema: string
  database: string
  events_total: number
  last_event_at: Instant | null
  read: boolean | null
  board_id: string | null
}

export type SourcesAnswer = {
  sources: Source[]
  count: number
  next_cursor: string | null
}

export type Stats = {
  metrics_count: number
  active_anomalies: number
  dashboards_count: number
  events_total: number
  events_per_second: number
  tables_count: number
  tables: Array<{
    table: string
    schema: string
    database: string
    source: string
    events_total: number
    last_event_at: Instant | null
  }>
}

export type Storage = {
  database_bytes: number
  retention_seconds: number
  next_drop_at: Instant | null
  bytes_per_day: number | null
  groups: StorageGroup[]
  engine: EngineStatus | null
}

export type StorageGroup = {
  name: 'events' | 'row_states' | 'row_versions' | 'rollups_1m' | 'rollups_1h' | 'rollups_1d' | 'sketches' | 'anomalies' | 'dead_letters' | 'other'
  bytes: number
  rows: number
  bytes_per_day: number | null
  retention_seconds: number | null
  partitions: StoragePartition[]
}

export type StoragePartition = {
  name: string
  starts_at: Instant | null
  ends_at: Instant | null
  last_arrival_at: Instant | null
  drops_at: Instant | null
  bytes: number
  rows: number
}

export type StoredEvent = {
  uid: string
  id: string
  type: 'INSERT' | 'UPDATE' | 'DELETE' | 'SNAPSHOT' | 'TRUNCATE' | 'DDL'
  table: string
  schema: string
  database: string
  source: string
  timestamp: Instant
  received_at: Instant
  key: string | null
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
  transaction_id?: unknown
  position?: unknown
  metadata?: unknown
  ddl_type?: unknown
  ddl_command?: unknown
}

export type TableColumn = {
  table: string
  schema: string
  source: string
  column: string
  role: 'pending' | 'numeric' | 'categorical' | 'identifier' | 'timestamp' | 'text' | 'json'
  discovered_role: 'pending' | 'numeric' | 'categorical' | 'identifier' | 'timestamp' | 'text' | 'json'
  why: string
  unit: string
  role_set: 'numeric' | 'categorical' | 'identifier' | 'timestamp' | 'text' | 'json' | null
  unit_set: string | null
  set_by: 'configuration' | 'person' | null
  values: number
  empty: number
}

export type TableQuality = {
  table: string
  score: number | null
  dimensions: Record<string, number | null>
  previous: number | null
  rules: number
  failing: number
  open_violations: number
  checked: number
  passed: number
  failed: number
  last_event: Instant | null
  from: Instant
  to: Instant
  columns: ColumnQuality[]
  rule_list: ListedRule[]
  violations: Violation[]
  freshness_seconds: number | null
}

export type TableScore = {
  table: string
  score: number | null
  dimensions: Record<string, number | null>
  previous: number | null
  rules: number
  failing: number
  open_violations: number
  checked: number
  passed: number
  failed: number
  last_event: Instant | null
}

export type TemplateBody = {
  name?: string
  description?: string
  tables?: Record<string, string | null>
}

export type TemplateList = {
  templates: BoardTemplate[]
  tables: string[]
}

export type TestBody = {
  channel: string
} | {
  channel_id: string
} | ChannelBody

export type TestResult = {
  delivered: boolean
  status: number | null
  answer: string
  duration_ms: number
}

export type Threshold = {
  value: number
  tone: 'good' | 'warning' | 'bad'
}

export type TimeZone = string

export type TimelineEntry = {
  at: Instant
  kind: 'opened' | 'updated' | 'acknowledged' | 'unacknowledged' | 'resolved' | 'reopened' | 'snoozed' | 'unsnoozed' | 'assigned' | 'commented' | 'silenced' | 'inhibited' | 'flapping' | 'escalated' | 'notified' | 'failed'
  actor: string
  text: string
}

export type Transitions = {
  table: string
  field: string
  from: Instant
  to: Instant
  known_since: Instant
  transitions: Array<{
    from: string
    to: string
    count: number
    median_dwell_seconds: number | null
  }>
}

export type ValidateBody = {
  table: string
  schema?: string
  record?: Record<string, unknown>
  records?: Record<string, unknown>[]
}

export type Validation = {
  valid: boolean
  results: Array<{
    rule_id: string
    rule: string
    title: string
    outcome: 'passed' | 'failed' | 'skipped'
    reason: string | null
  }>
  records?: Array<{
    valid: boolean
    results: Array<{
      rule_id: string
      rule: string
      title: string
      outcome: 'passed' | 'failed' | 'skipped'
      reason: string | null
    }>
  }>
  warnings: string[]
}

export type VersionList = {
  versions: VersionMeta[]
  count: number
  next_cursor: string | null
}

export type VersionMeta = {
  n: number
  at: Instant
  by: string | null
  summary: string
}

export type Viewer = {
  name: string
  kind: 'user' | 'key' | 'local'
  password: 'own' | 'configured' | 'none' | null
  id: string | null
  email: string | null
  role: 'viewer' | 'editor' | 'admin' | 'owner' | null
  scopes: Array<'ingest' | 'read' | 'write' | 'admin' | 'cron'> | null
  permissions: Array<'self' | 'read' | 'account' | 'ingest' | 'write' | 'channels' | 'sources' | 'keys' | 'people' | 'audit' | 'cron'>
  development: boolean
}

export type ViolatingRow = {
  timestamp: Instant
  event_uid: string
  row_key: Record<string, unknown> | null
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
}

export type Violation = {
  id: string
  rule_id: string
  rule_name: string
  rule_title: string
  rule_type: 'not_null' | 'not_empty' | 'positive' | 'non_negative' | 'in_range' | 'in_set' | 'regex' | 'email_format' | 'url' | 'uuid' | 'date' | 'length' | 'type' | 'unique' | 'references' | 'compare' | 'formula' | 'max_age' | 'row_count' | 'matches_metric'
  dimension: 'completeness' | 'validity' | 'uniqueness' | 'consistency' | 'freshness' | 'volume' | 'accuracy'
  table: string
  schema: string
  columns: string[]
  severity: 'low' | 'medium' | 'high' | 'critical'
  status: 'open' | 'acknowledged' | 'resolved'
  message: string
  checked: number
  failed: number
  pass_rate: number
  threshold: number
  first_seen: Instant
  last_seen: Instant
  resolved_at: Instant | null
  acknowledged_by: string | null
  acknowledged_at: Instant | null
  note: string | null
}

export type ViolationDetail = {
  id: string
  rule_id: string
  rule_name: string
  rule_title: string
  rule_type: 'not_null' | 'not_empty' | 'positive' | 'non_negative' | 'in_range' | 'in_set' | 'regex' | 'email_format' | 'url' | 'uuid' | 'date' | 'length' | 'type' | 'unique' | 'references' | 'compare' | 'formula' | 'max_age' | 'row_count' | 'matches_metric'
  dimension: 'completeness' | 'validity' | 'uniqueness' | 'consistency' | 'freshness' | 'volume' | 'accuracy'
  table: string
  schema: string
  columns: string[]
  severity: 'low' | 'medium' | 'high' | 'critical'
  status: 'open' | 'acknowledged' | 'resolved'
  message: string
  checked: number
  failed: number
  pass_rate: number
  threshold: number
  first_seen: Instant
  last_seen: Instant
  resolved_at: Instant | null
  acknowledged_by: string | null
  acknowledged_at: Instant | null
  note: string | null
  examples: ViolatingRow[]
  changes: QualityChange[]
  cause: string
  advice: string
}

export type ViolationList = {
  violations: Violation[]
  count: number
  next_cursor: string | null
}

export type WholeDeadLetter = {
  id: string
  received_at: Instant
  source: string
  table: string
  format: 'native' | 'debezium' | 'debezium_flat' | 'cloudevents' | 'maxwell' | 'wal2json' | 'canal' | 'dms' | 'sequin' | 'peerdb' | 'airbyte' | 'supabase' | 'estuary' | 'cockroachdb' | 'hasura'
  position: number
  event_id: string | null
  code: string
  message: string
  cut: boolean
  attempts: number
  replayed_at: Instant | null
  payload: string
}

export type Widget = {
  id: string
  type: 'counter' | 'line' | 'bar' | 'pie' | 'table' | 'gauge' | 'heatmap' | 'alerts' | 'text'
  title: string
  metric: string | null
  config: WidgetConfig
  position: WidgetPosition
}

export type WidgetBody = {
  type: WidgetType
  title: string
  metric: string | null
  config: WidgetConfig
  position?: WidgetPosition
}

export type WidgetBodyInput = {
  type: WidgetType
  title?: string
  metric?: string | null
  config?: WidgetConfigInput
  position?: WidgetPosition
}

export type WidgetConfig = {
  aggregation?: 'sum' | 'avg' | 'min' | 'max' | 'count' | 'last' | 'rate' | 'p50' | 'p90' | 'p95' | 'p99' | 'distinct'
  group_by?: string
  filter?: string
  step?: string
  unit?: string
  decimals?: number
  min?: number
  max?: number
  limit?: number
  table?: string
  columns?: string[]
  text?: string
  queries?: WidgetQuery[]
  chart?: 'line' | 'area' | 'stacked' | 'bar'
  scale?: 'linear' | 'log'
  transform?: 'cumulative' | 'rate'
  compare?: string
  expected?: boolean
  range?: string
  fill?: 'null' | 'zero' | 'previous'
  repeat?: WidgetRepeat
  thresholds?: Threshold[]
  legend?: 'off' | 'bottom' | 'right'
  colors?: Record<string, number>
  rise?: 'good' | 'bad' | 'neutral'
  sparkline?: boolean
  target?: number
  layout?: 'horizontal' | 'vertical'
  stacked?: boolean
  shape?: 'donut' | 'pie'
  sort?: {
    column: string
    descending: boolean
  }
  list?: 'anomalies' | 'alerts'
  formats?: Record<string, string>
}

export type WidgetConfigInput = {
  aggregation?: 'sum' | 'avg' | 'min' | 'max' | 'count' | 'last' | 'rate' | 'p50' | 'p90' | 'p95' | 'p99' | 'distinct'
  group_by?: string
  filter?: string
  step?: string
  unit?: string
  decimals?: number
  min?: number
  max?: number
  limit?: number
  table?: string
  columns?: string[]
  text?: string
  queries?: WidgetQueryInput[]
  chart?: 'line' | 'area' | 'stacked' | 'bar'
  scale?: 'linear' | 'log'
  transform?: 'cumulative' | 'rate'
  compare?: string
  expected?: boolean
  range?: string
  fill?: 'null' | 'zero' | 'previous'
  repeat?: WidgetRepeatInput
  thresholds?: Threshold[]
  legend?: 'off' | 'bottom' | 'right'
  colors?: Record<string, number>
  rise?: 'good' | 'bad' | 'neutral'
  sparkline?: boolean
  target?: number
  layout?: 'horizontal' | 'vertical'
  stacked?: boolean
  shape?: 'donut' | 'pie'
  sort?: {
    column: string
    descending?: boolean
  }
  list?: 'anomalies' | 'alerts'
  formats?: Record<string, string>
}

export type WidgetInput = {
  id?: string
  type: WidgetType
  title?: string
  metric?: string | null
  config?: WidgetConfigInput
  position?: WidgetPosition
}

export type WidgetOfBoard = {
  id: string
  type: 'counter' | 'line' | 'bar' | 'pie' | 'table' | 'gauge' | 'heatmap' | 'alerts' | 'text'
  title: string
  metric: string | null
  config: WidgetConfig
  position: WidgetPosition
  dashboard_id: string
  version: number
}

export type WidgetPatch = {
  type?: WidgetType
  title?: string
  metric?: string | null
  config?: WidgetConfigInput
  position?: WidgetPosition
}

export type WidgetPosition = {
  x: number
  y: number
  width: number
  height: number
}

export type WidgetQuery = {
  metric?: string
  expr?: string
  aggregation?: 'sum' | 'avg' | 'min' | 'max' | 'count' | 'last' | 'rate' | 'p50' | 'p90' | 'p95' | 'p99' | 'distinct'
  group_by?: string
  filter?: string
  limit?: number
  transform?: 'cumulative' | 'rate'
  unit?: string
}

export type WidgetQueryInput = {
  metric?: string
  expr?: string
  aggregation?: 'sum' | 'avg' | 'min' | 'max' | 'count' | 'last' | 'rate' | 'p50' | 'p90' | 'p95' | 'p99' | 'distinct'
  group_by?: string
  filter?: string
  limit?: number
  transform?: 'cumulative' | 'rate'
  unit?: string
}

export type WidgetRepeat = {
  variable: string
  max?: number
}

export type WidgetRepeatInput = {
  variable: string
  max?: number
}

export type WidgetType = 'counter' | 'line' | 'bar' | 'pie' | 'table' | 'gauge' | 'heatmap' | 'alerts' | 'text'

/** What each operation takes and gives. */
export interface Operations {
  /** Send one event */
  sendEvent: { input: { format?: 'native' | 'debezium' | 'debezium_flat' | 'cloudevents' | 'maxwell' | 'wal2json' | 'canal' | 'dms' | 'sequin' | 'peerdb' | 'airbyte' | 'supabase' | 'estuary' | 'cockroachdb' | 'hasura'; strict?: FlagParam; table?: string; schema?: string; database?: string; source?: string; body: EventBody }; output: Receipt }
  /** List stored events, newest first */
  listEvents: { input: { limit?: number; cursor?: string; table?: string; schema?: string; op?: 'INSERT' | 'UPDATE' | 'DELETE' | 'SNAPSHOT' | 'TRUNCATE' | 'DDL'; from?: InstantParamInput; to?: InstantParamInput; q?: string }; output: EventList }
  /** Send events */
  sendEvents: { input: { format?: 'native' | 'debezium' | 'debezium_flat' | 'cloudevents' | 'maxwell' | 'wal2json' | 'canal' | 'dms' | 'sequin' | 'peerdb' | 'airbyte' | 'supabase' | 'estuary' | 'cockroachdb' | 'hasura'; strict?: FlagParam; table?: string; schema?: string; database?: string; source?: string; body: EventBatch }; output: Receipt }
  /** Say what would become of events */
  inspectEvents: { input: { format?: 'native' | 'debezium' | 'debezium_flat' | 'cloudevents' | 'maxwell' | 'wal2json' | 'canal' | 'dms' | 'sequin' | 'peerdb' | 'airbyte' | 'supabase' | 'estuary' | 'cockroachdb' | 'hasura'; table?: string; schema?: string; database?: string; source?: string; body: EventBatch }; output: Inspection }
  /** Read one event */
  getEvent: { input: { id: string }; output: StoredEvent }
  /** Follow events as they are stored */
  streamEvents: { input: { table?: string; schema?: string; op?: 'INSERT' | 'UPDATE' | 'DELETE' | 'SNAPSHOT' | 'TRUNCATE' | 'DDL'; q?: string; last_event_id?: string }; output: Stream }
  /** Download stored events */
  exportEvents: { input: { table?: string; schema?: string; op?: 'INSERT' | 'UPDATE' | 'DELETE' | 'SNAPSHOT' | 'TRUNCATE' | 'DDL'; from?: InstantParamInput; to?: InstantParamInput; q?: string; format?: 'csv' | 'ndjson' }; output: string }
  /** Follow what changes */
  streamChanges: { input: Nothing; output: Stream }
  /** List what was refused, newest first */
  listDeadLetters: { input: { limit?: number; cursor?: string; code?: string; table?: string; source?: string; q?: string; from?: InstantParamInput; to?: InstantParamInput; replayed?: FlagParam }; output: DeadLetterList }
  /** Delete dead letters */
  deleteDeadLetters: { input: { code?: string; table?: string; source?: string; q?: string; from?: InstantParamInput; to?: InstantParamInput; replayed?: FlagParam }; output: RemovedDeadLetters }
  /** Read one dead letter with what was sent */
  getDeadLetter: { input: { id: string }; output: WholeDeadLetter }
  /** Delete one dead letter */
  deleteDeadLetter: { input: { id: string }; output: RemovedDeadLetters }
  /** Send a dead letter again, mended */
  replayDeadLetter: { input: { id: string; body?: ReplayOneBody }; output: DeadLettersReplayResult }
  /** Send dead letters again */
  replayDeadLetters: { input: { body: DeadLettersReplayBody }; output: DeadLettersReplayResult }
  /** List sources, and how they stand */
  listSources: { input: Nothing; output: SourcesAnswer }
  /** Follow a database */
  createSource: { input: { body: SourceBody }; output: SourceDetail }
  /** Read one source */
  getSource: { input: { name: string }; output: SourceDetail }
  /** Change what is followed of a database */
  updateSource: { input: { name: string; body: SourcePatch }; output: SourceDetail }
  /** Follow a database no longer */
  deleteSource: { input: { name: string }; output: SourceRemoved }
  /** Pause a source */
  pauseSource: { input: { name: string }; output: SourceDetail }
  /** Go on with a source */
  resumeSource: { input: { name: string }; output: SourceDetail }
  /** Start a source anew */
  restartSource: { input: { name: string }; output: SourceDetail }
  /** Read tables again, as they are */
  resnapshotSource: { input: { name: string; body?: RereadBody }; output: SourceDetail }
  /** Check whether a database can be followed */
  checkSource: { input: { body: SourceBody }; output: SetupAnswer }
  /** List metrics */
  listMetrics: { input: { limit?: number; cursor?: string; table?: string; type?: 'counter' | 'gauge' | 'histogram'; q?: string }; output: MetricList }
  /** Make a metric by formula over others */
  createMetric: { input: { body: MetricBody }; output: Metric }
  /** Read one metric */
  getMetric: { input: { name: string }; output: Metric }
  /** Change the description or the unit of a metric */
  updateMetric: { input: { name: string; body: MetricPatch }; output: Metric }
  /** Delete a metric made by formula */
  deleteMetric: { input: { name: string }; output: MetricRemoved }
  /** Ask a metric for one value */
  queryMetric: { input: { name: string; from?: InstantParamInput; to?: InstantParamInput; aggregation?: 'sum' | 'avg' | 'min' | 'max' | 'count' | 'last' | 'rate' | 'p50' | 'p90' | 'p95' | 'p99' | 'distinct'; group_by?: string | string[]; filter?: string | string[]; limit?: number; tz?: TimeZone; compare?: string }; output: MetricValue }
  /** Ask a metric for a value a step */
  queryMetricRange: { input: { name: string; from?: InstantParamInput; to?: InstantParamInput; aggregation?: 'sum' | 'avg' | 'min' | 'max' | 'count' | 'last' | 'rate' | 'p50' | 'p90' | 'p95' | 'p99' | 'distinct'; group_by?: string | string[]; filter?: string | string[]; limit?: number; tz?: TimeZone; compare?: string; step?: string; fill?: 'null' | 'zero' | 'previous'; transform?: 'cumulative' | 'rate'; max_points?: number }; output: MetricRange }
  /** Say how the values of a field become one another, and how long they last */
  readTransitions: { input: { table: string; field: string; from?: InstantParamInput; to?: InstantParamInput }; output: Transitions }
  /** Ask several questions at once */
  queryMetrics: { input: { body: BatchQuery }; output: BatchAnswer }
  /** Count what there is */
  getStats: { input: Nothing; output: Stats }
  /** Say what is stored, how much, and how long it is kept */
  getStorage: { input: Nothing; output: Storage }
  /** Say which bounds of metrics are reached */
  getBounds: { input: Nothing; output: Bounds }
  /** List the columns of a table with their roles and metrics */
  listColumns: { input: { table: string }; output: ColumnList }
  /** Give a column another role or a unit */
  updateColumn: { input: { table: string; column: string; body: ColumnPatch }; output: ColumnList }
  /** List anomalies, newest first */
  listAnomalies: { input: { limit?: number; cursor?: string; status?: 'open' | 'acknowledged' | 'resolved'; severity?: 'low' | 'medium' | 'high' | 'critical'; type?: 'spike' | 'drop' | 'trend' | 'seasonal' | 'missing' | 'outlier'; q?: string; sort?: 'started' | 'score'; metric?: string; table?: string; from?: InstantParamInput; to?: InstantParamInput; include_acknowledged?: FlagParam }; output: AnomalyList }
  /** Read one anomaly */
  getAnomaly: { input: { id: string }; output: Anomaly }
  /** Explain an anomaly */
  explainAnomaly: { input: { id: string }; output: Explanation }
  /** Acknowledge an anomaly */
  acknowledgeAnomaly: { input: { id: string; body: AnomaliesAcknowledgeBody }; output: Anomaly }
  /** Resolve an anomaly */
  resolveAnomaly: { input: { id: string }; output: Anomaly }
  /** Take back that an anomaly is acknowledged or resolved */
  reopenAnomaly: { input: { id: string; body?: ReopenBody }; output: Anomaly }
  /** Say whether an anomaly was expected */
  giveFeedback: { input: { id: string; body: FeedbackBody }; output: Anomaly }
  /** Withdraw what was said of an anomaly */
  withdrawFeedback: { input: { id: string }; output: Anomaly }
  /** Say what feedback would change */
  previewFeedback: { input: { id: string; body: FeedbackBody }; output: FeedbackPreview }
  /** Acknowledge several anomalies */
  acknowledgeAnomalies: { input: { body: AcknowledgeManyBody }; output: BulkResult }
  /** Resolve several anomalies */
  resolveAnomalies: { input: { body: ManyBody }; output: BulkResult }
  /** Reopen several anomalies */
  reopenAnomalies: { input: { body: ReopenManyBody }; output: BulkResult }
  /** Ask what was expected of a metric */
  queryExpected: { input: { name: string; from?: InstantParamInput; to?: InstantParamInput; step?: DurationParam; filter?: string; tz?: TimeZone }; output: ExpectedBand }
  /** Take a metric apart into trend, seasons and rest */
  decomposeMetric: { input: { name: string; from?: InstantParamInput; to?: InstantParamInput; step?: DurationParam; filter?: string }; output: Decomposition }
  /** List what detection looks at, and how it does */
  listDetection: { input: { limit?: number; cursor?: string; state?: 'ready' | 'learning' | 'muted' | 'silent' | 'too_sparse' | 'off'; q?: string }; output: DetectionList }
  /** Read how a metric is watched */
  getDetection: { input: { name: string }; output: MetricDetection }
  /** Set how a metric is watched */
  setDetection: { input: { name: string; body: DetectionSettings }; output: MetricDetection }
  /** Have a metric watched as by default */
  resetDetection: { input: { name: string }; output: MetricDetection }
  /** Try settings of detection on the past */
  backtestDetection: { input: { name: string; body: BacktestBody }; output: Backtest }
  /** List notes on the time line */
  listNotes: { input: { limit?: number; cursor?: string; from?: InstantParamInput; to?: InstantParamInput; table?: string; kind?: 'deploy' | 'campaign' | 'incident' | 'other' }; output: NoteList }
  /** Note what happened */
  createNote: { input: { body: NoteBody }; output: Note }
  /** Read one note */
  getNote: { input: { id: string }; output: Note }
  /** Change a note */
  updateNote: { input: { id: string; body: NotePatch }; output: Note }
  /** Delete a note */
  deleteNote: { input: { id: string }; output: NoteRemoved }
  /** List boards */
  listDashboards: { input: { limit?: number; cursor?: string; q?: string; deleted?: FlagParam }; output: DashboardList }
  /** Make a board */
  createDashboard: { input: { body: DashboardBody }; output: Dashboard }
  /** Read a board with its widgets */
  getDashboard: { input: { id: string }; output: Dashboard }
  /** Replace a board */
  replaceDashboard: { input: { id: string; ifMatch?: string; body: DashboardBody }; output: Dashboard }
  /** Change a board */
  updateDashboard: { input: { id: string; ifMatch?: string; body: DashboardPatch }; output: Dashboard }
  /** Put a board into the trash */
  deleteDashboard: { input: { id: string; permanently?: FlagParam; ifMatch?: string }; output: Removed }
  /** Take a board out of the trash */
  restoreDashboard: { input: { id: string }; output: Dashboard }
  /** Copy a board */
  duplicateDashboard: { input: { id: string }; output: Dashboard }
  /** Export a board as a file */
  exportDashboard: { input: { id: string }; output: DashboardFile }
  /** Say how the file of a board would change */
  patchBoardFile: { input: { id: string; body: DashboardBody }; output: BoardPatch }
  /** Add a widget to a board */
  addWidget: { input: { id: string; body: WidgetBodyInput }; output: WidgetOfBoard }
  /** Replace a widget */
  replaceWidget: { input: { id: string; ifMatch?: string; body: WidgetBodyInput }; output: WidgetOfBoard }
  /** Change a widget */
  updateWidget: { input: { id: string; ifMatch?: string; body: WidgetPatch }; output: WidgetOfBoard }
  /** Remove a widget */
  deleteWidget: { input: { id: string; ifMatch?: string }; output: Removed }
  /** List the versions of a board */
  listVersions: { input: { id: string; limit?: number; cursor?: string }; output: VersionList }
  /** Read one version of a board */
  getVersion: { input: { id: string; n: number }; output: BoardVersion }
  /** Make a version of a board the current one */
  restoreVersion: { input: { id: string; n: number; ifMatch?: string }; output: Dashboard }
  /** List the files that boards are read from */
  listBoardFiles: { input: Nothing; output: BoardFileList }
  /** Make a board from a file */
  importDashboard: { input: { body: ImportBody }; output: Dashboard }
  /** List templates of boards */
  listTemplates: { input: Nothing; output: TemplateList }
  /** Read a template, filled with the tables that fit */
  getTemplate: { input: { template: 'e-commerce' | 'saas' | 'payments' | 'operations'; orders?: string; customers?: string; products?: string; payments?: string; refunds?: string; users?: string; subscriptions?: string; invoices?: string; usage?: string; tickets?: string; disputes?: string; payouts?: string; jobs?: string; shipments?: string; stock?: string; none?: string }; output: BoardTemplate }
  /** Make a board from a template */
  createFromTemplate: { input: { template: 'e-commerce' | 'saas' | 'payments' | 'operations'; body: TemplateBody }; output: Dashboard }
  /** List the links of a board */
  listShares: { input: { id: string }; output: ShareList }
  /** Make a link to a board */
  shareDashboard: { input: { id: string; body: ShareBody }; output: MadeShare }
  /** Revoke all links of a board */
  revokeShares: { input: { id: string }; output: RevokedShares }
  /** Revoke one link of a board */
  revokeShare: { input: { id: string; share: string }; output: Share }
  /** Read the board of a link */
  getSharedBoard: { input: { token: string }; output: SharedBoard }
  /** Ask what a shared board shows */
  querySharedBoard: { input: { token: string; variables?: string; body: BatchQuery }; output: BatchAnswer }
  /** List the anomalies that a shared board shows */
  listSharedAnomalies: { input: { token: string; table?: string; metric?: string; from?: InstantParamInput; to?: InstantParamInput }; output: AnomalyList }
  /** List the rows that a shared board shows */
  listSharedEvents: { input: { token: string; table?: string }; output: EventList }
  /** List the notes that a shared board shows */
  listSharedNotes: { input: { token: string; from?: InstantParamInput; to?: InstantParamInput }; output: NoteList }
  /** Follow what changes of a shared board */
  streamSharedChanges: { input: { token: string }; output: Stream }
  /** List rules of quality */
  listQualityRules: { input: { limit?: number; cursor?: string; table?: string; type?: 'not_null' | 'not_empty' | 'positive' | 'non_negative' | 'in_range' | 'in_set' | 'regex' | 'email_format' | 'url' | 'uuid' | 'date' | 'length' | 'type' | 'unique' | 'references' | 'compare' | 'formula' | 'max_age' | 'row_count' | 'matches_metric'; dimension?: 'completeness' | 'validity' | 'uniqueness' | 'consistency' | 'freshness' | 'volume' | 'accuracy'; severity?: 'low' | 'medium' | 'high' | 'critical'; state?: 'active' | 'proposed' | 'declined'; enabled?: 'true' | 'false'; q?: string }; output: QualityRuleList }
  /** Make a rule of quality */
  createQualityRule: { input: { body: QualityRuleBody }; output: RuleAnswer }
  /** Read one rule of quality */
  getQualityRule: { input: { id: string }; output: RuleAnswer }
  /** Change a rule of quality */
  replaceQualityRule: { input: { id: string; body: QualityRulePatch }; output: RuleAnswer }
  /** Change a rule of quality */
  updateQualityRule: { input: { id: string; body: QualityRulePatch }; output: RuleAnswer }
  /** Delete a rule of quality */
  deleteQualityRule: { input: { id: string }; output: QualityRuleRemoved }
  /** Try a rule of quality on stored rows */
  previewQualityRule: { input: { body: QualityRuleBody }; output: QualityRulePreview }
  /** Say how well the rules are met */
  scoreQuality: { input: { from?: InstantParamInput; to?: InstantParamInput; table?: string }; output: QualityScore }
  /** Count rules and violations */
  getQualityStats: { input: Nothing; output: QualityStats }
  /** Report on all tables */
  reportQuality: { input: { from?: InstantParamInput; to?: InstantParamInput; table?: string }; output: QualityReport }
  /** Report on one table */
  getTableQuality: { input: { table: string; from?: InstantParamInput; to?: InstantParamInput }; output: TableQuality }
  /** Judge records by the rules of a table */
  validateRecords: { input: { body: ValidateBody }; output: Validation }
  /** List violations, newest first */
  listViolations: { input: { limit?: number; cursor?: string; status?: 'open' | 'acknowledged' | 'resolved' | 'all'; severity?: 'low' | 'medium' | 'high' | 'critical'; dimension?: 'completeness' | 'validity' | 'uniqueness' | 'consistency' | 'freshness' | 'volume' | 'accuracy'; table?: string; rule_id?: string; from?: InstantParamInput; to?: InstantParamInput }; output: ViolationList }
  /** Read one violation with rows that show it */
  getViolation: { input: { id: string }; output: ViolationDetail }
  /** Acknowledge a violation */
  acknowledgeViolation: { input: { id: string; body?: QualityAcknowledgeBody }; output: Violation }
  /** List tables and their columns */
  listTables: { input: { limit?: number; cursor?: string; q?: string; table?: string; source?: string; origin?: 'ddl' | 'source' | 'connector' | 'declared' | 'inferred'; open?: FlagParam }; output: SchemaTableList }
  /** Tell what a table looks like */
  declareTable: { input: { body: SchemaTableBody }; output: SchemaTableDetail }
  /** Read one table */
  getTable: { input: { database: string; schema: string; table: string; source?: string }; output: SchemaTableDetail }
  /** List changes of tables, newest first */
  listSchemaChanges: { input: { limit?: number; cursor?: string; table?: string; table_id?: string; kind?: 'table_created' | 'table_dropped' | 'table_renamed' | 'column_added' | 'column_dropped' | 'column_renamed' | 'type_changed' | 'nullability_changed' | 'default_changed' | 'primary_key_changed' | 'index_added' | 'index_dropped' | 'statement_unread'; compatibility?: 'compatible' | 'warning' | 'breaking'; severity?: 'low' | 'medium' | 'high' | 'critical'; open?: FlagParam; from?: InstantParamInput; to?: InstantParamInput }; output: SchemaChangeList }
  /** Read one change and what it touches */
  getSchemaChange: { input: { id: string }; output: SchemaChangeDetail }
  /** Acknowledge a change */
  acknowledgeSchemaChange: { input: { id: string; body?: SchemaAcknowledgeBody }; output: SchemasSchemaChange }
  /** Have what read a renamed column read its new name */
  remapColumn: { input: { id: string; body: RemapBody }; output: Remap }
  /** Tell DDL statements */
  applyDdl: { input: { body: DdlBody }; output: DdlAnswer }
  /** List snapshots of the schema */
  listSnapshots: { input: { limit?: number; cursor?: string }; output: SnapshotList }
  /** Take a snapshot of the schema */
  takeSnapshot: { input: { body: SnapshotBody }; output: Snapshot }
  /** Read a snapshot */
  getSnapshot: { input: { id: string }; output: Snapshot }
  /** Compare the schema at two times */
  compareSchemas: { input: { from: 'now' | string | InstantParamInput; to?: 'now' | string | InstantParamInput; table?: string; table_id?: string }; output: Comparison }
  /** Count tables and changes */
  getSchemaStats: { input: Nothing; output: SchemaStats }
  /** List alerts, newest first */
  listAlerts: { input: { limit?: number; cursor?: string; status?: 'firing' | 'acknowledged' | 'resolved' | 'open'; severity?: 'low' | 'medium' | 'high' | 'critical'; kind?: 'metric' | 'anomaly' | 'violation' | 'schema_change' | 'source'; rule?: string; table?: string; metric?: string; assignee?: string; owner?: string; q?: string; from?: InstantParamInput; to?: InstantParamInput; include_hushed?: FlagParam; hushed?: FlagParam }; output: AlertList }
  /** Read one alert with what became of it */
  getAlert: { input: { id: string }; output: AlertDetail }
  /** Draw the chart of an alert */
  getAlertChart: { input: { id: string; signature?: string }; output: Blob }
  /** Acknowledge an alert */
  acknowledgeAlert: { input: { id: string; body?: AlertsAcknowledgeBody }; output: Alert }
  /** Take back that an alert is acknowledged */
  unacknowledgeAlert: { input: { id: string }; output: Alert }
  /** Give an alert to somebody */
  assignAlert: { input: { id: string; body: AssignBody }; output: Alert }
  /** Comment on an alert */
  commentAlert: { input: { id: string; body: CommentBody }; output: Alert }
  /** Resolve an alert */
  resolveAlert: { input: { id: string; body?: AlertsAcknowledgeBody }; output: Alert }
  /** Reopen an alert */
  reopenAlert: { input: { id: string }; output: Alert }
  /** Be quiet about an alert for a while */
  snoozeAlert: { input: { id: string; body?: SnoozeBody }; output: Alert }
  /** Be quiet about an alert no longer */
  unsnoozeAlert: { input: { id: string }; output: Alert }
  /** Do the same with several alerts */
  reviewAlerts: { input: { body: BulkRequest }; output: BulkResult }
  /** Count alerts */
  summariseAlerts: { input: Nothing; output: AlertSummary }
  /** List rules of alerts */
  listAlertRules: { input: { limit?: number; cursor?: string; kind?: 'metric' | 'anomaly' | 'violation' | 'schema_change' | 'source'; metric?: string; severity?: 'low' | 'medium' | 'high' | 'critical'; state?: 'ok' | 'pending' | 'firing' | 'no_data' | 'waiting' | 'error' | 'off'; owner?: string; q?: string }; output: AlertsRuleList }
  /** Make a rule */
  createAlertRule: { input: { body: AlertsRuleBody }; output: AlertRule }
  /** Read one rule */
  getAlertRule: { input: { id: string }; output: AlertRule }
  /** Replace a rule */
  replaceAlertRule: { input: { id: string; body: AlertsRuleBody }; output: AlertRule }
  /** Change a rule */
  updateAlertRule: { input: { id: string; body: AlertsRulePatch }; output: AlertRule }
  /** Delete a rule */
  deleteAlertRule: { input: { id: string }; output: AlertsRuleRemoved }
  /** Try a rule on the past */
  previewAlertRule: { input: { body: PreviewBody }; output: AlertsRulePreview }
  /** List channels */
  listChannels: { input: { limit?: number; cursor?: string }; output: ChannelList }
  /** Make a channel */
  createChannel: { input: { body: ChannelBody }; output: Channel }
  /** Read one channel */
  getChannel: { input: { id: string }; output: Channel }
  /** Change a channel */
  replaceChannel: { input: { id: string; body: ChannelPatch }; output: Channel }
  /** Change a channel */
  updateChannel: { input: { id: string; body: ChannelPatch }; output: Channel }
  /** Delete a channel */
  deleteChannel: { input: { id: string }; output: ChannelRemoved }
  /** Send a message to try a channel */
  testChannel: { input: { body: TestBody }; output: TestResult }
  /** List what was sent */
  listDeliveries: { input: { limit?: number; cursor?: string; status?: 'pending' | 'sent' | 'dead' | 'cancelled'; channel?: string; alert?: string }; output: DeliveryList }
  /** Send again what did not arrive */
  replayDeliveries: { input: { body?: AlertsReplayBody }; output: AlertsReplayResult }
  /** Read who is told of what */
  getRouting: { input: Nothing; output: RoutingAnswer }
  /** Set who is told of what */
  setRouting: { input: { body: Routing }; output: RoutingAnswer }
  /** List silences */
  listSilences: { input: { limit?: number; cursor?: string; state?: 'active' | 'pending' | 'expired' }; output: SilenceList }
  /** Be quiet about alerts for a time */
  createSilence: { input: { body: SilenceBody }; output: Silence }
  /** Read one silence */
  getSilence: { input: { id: string }; output: Silence }
  /** End a silence */
  endSilence: { input: { id: string }; output: SilenceRemoved }
  /** Say who asks, and what they may do */
  getViewer: { input: Nothing; output: Viewer }
  /** Change one’s own name */
  updateAccount: { input: { body: AccountPatch }; output: Viewer }
  /** Change one’s own password */
  changePassword: { input: { body: PasswordBody }; output: PasswordChanged }
  /** List one’s own sessions */
  listOwnSessions: { input: Nothing; output: SessionList }
  /** End all one’s sessions but this one */
  endOtherSessions: { input: Nothing; output: SessionsEnded }
  /** End one of one’s sessions */
  endOwnSession: { input: { id: string }; output: SessionsEnded }
  /** List API keys */
  listKeys: { input: { limit?: number; cursor?: string }; output: KeyList }
  /** Make an API key */
  createKey: { input: { body: KeyBody }; output: KeyMade }
  /** Change an API key */
  updateKey: { input: { id: string; body: KeyPatch }; output: ApiKey }
  /** Revoke an API key */
  revokeKey: { input: { id: string }; output: ApiKey }
  /** Make the successor of an API key */
  rotateKey: { input: { id: string; body?: RotateBody }; output: KeyMade }
  /** List people */
  listPeople: { input: { limit?: number; cursor?: string }; output: PersonList }
  /** Change somebody’s name, role or access */
  updatePerson: { input: { id: string; body: PersonPatch }; output: Person }
  /** Remove somebody */
  deletePerson: { input: { id: string }; output: PersonRemoved }
  /** Make a link to set a new password with */
  makeResetLink: { input: { id: string }; output: InvitationMade }
  /** List somebody’s sessions */
  listSessions: { input: { id: string }; output: SessionList }
  /** End somebody’s sessions */
  endSessions: { input: { id: string }; output: SessionsEnded }
  /** List open invitations */
  listInvitations: { input: Nothing; output: InvitationList }
  /** Invite somebody */
  invite: { input: { body: InvitationBody }; output: InvitationMade }
  /** Revoke an invitation */
  revokeInvitation: { input: { id: string }; output: InvitationRemoved }
  /** Say what an invitation or a reset link is for */
  readLink: { input: { token: string }; output: OpenedLink }
  /** Accept an invitation, or set a new password */
  followLink: { input: { token: string; body: LinkBody }; output: Joined }
  /** Make the first owner */
  setUp: { input: { body: SetupBody }; output: Joined }
  /** List what was changed by whom */
  listAudit: { input: { limit?: number; cursor?: string; from?: InstantParamInput; to?: InstantParamInput; actor?: string; action?: string; target?: string; q?: string }; output: AuditList }
  /** Download the audit log */
  exportAudit: { input: { from?: InstantParamInput; to?: InstantParamInput; actor?: string; action?: string; target?: string; q?: string; format?: 'csv' | 'ndjson' }; output: string }
  /** Evaluate PromQL at one time */
  promQuery: { input: { query?: string; time?: string; timeout?: string; limit?: string }; output: QueryData }
  /** Evaluate PromQL over a range */
  promQueryRange: { input: { query?: string; start: string; end: string; step: string; timeout?: string; limit?: string }; output: QueryData }
  /** List names of labels */
  promLabels: { input: { "match[]"?: string[]; start?: string; end?: string; limit?: string }; output: NameList }
  /** List the values of a label */
  promLabelValues: { input: { name: string; "match[]"?: string[]; start?: string; end?: string; limit?: string }; output: NameList }
  /** List series */
  promSeries: { input: { "match[]"?: string[]; start?: string; end?: string; limit?: string }; output: SeriesList }
  /** List metrics with their type and unit */
  promMetadata: { input: { metric?: string; limit?: string }; output: Metadata }
  /** Say which version answers */
  promBuildInfo: { input: Nothing; output: BuildInfo }
  /** Say that the process answers */
  getHealth: { input: Nothing; output: Health }
  /** Say whether events and questions can be taken */
  getReadiness: { input: Nothing; output: Readiness }
  /** Read figures about DataWatch itself, as Prometheus does */
  getFigures: { input: Nothing; output: string }
  /** Run one pass of detection */
  runDetection: { input: Nothing; output: DetectionFigures }
  /** Run one pass of detection */
  postDetection: { input: Nothing; output: DetectionFigures }
  /** Evaluate all rules of alerts */
  runAlerts: { input: Nothing; output: EvaluationFigures }
  /** Evaluate all rules of alerts */
  postAlerts: { input: Nothing; output: EvaluationFigures }
  /** Read this document */
  getOpenApi: { input: Nothing; output: OpenapiDocument }
}

/** Each operation with its method and path, `~` for the base of DataWatch's own. */
export const table =
  'sendEvent POST ~/events|' +
  'listEvents GET ~/events|' +
  'sendEvents POST ~/events/batch|' +
  'inspectEvents POST ~/events/inspect|' +
  'getEvent GET ~/events/{id}|' +
  'streamEvents GET ~/events/stream|' +
  'exportEvents GET ~/events/export|' +
  'streamChanges GET ~/live|' +
  'listDeadLetters GET ~/events/dead-letters|' +
  'deleteDeadLetters DELETE ~/events/dead-letters|' +
  'getDeadLetter GET ~/events/dead-letters/{id}|' +
  'deleteDeadLetter DELETE ~/events/dead-letters/{id}|' +
  'replayDeadLetter POST ~/events/dead-letters/{id}/replay|' +
  'replayDeadLetters POST ~/events/dead-letters/replay|' +
  'listSources GET ~/sources|' +
  'createSource POST ~/sources|' +
  'getSource GET ~/sources/{name}|' +
  'updateSource PATCH ~/sources/{name}|' +
  'deleteSource DELETE ~/sources/{name}|' +
  'pauseSource POST ~/sources/{name}/pause|' +
  'resumeSource POST ~/sources/{name}/resume|' +
  'restartSource POST ~/sources/{name}/restart|' +
  'resnapshotSource POST ~/sources/{name}/resnapshot|' +
  'checkSource POST ~/sources/check|' +
  'listMetrics GET ~/metrics|' +
  'createMetric POST ~/metrics|' +
  'getMetric GET ~/metrics/{name}|' +
  'updateMetric PATCH ~/metrics/{name}|' +
  'deleteMetric DELETE ~/metrics/{name}|' +
  'queryMetric GET ~/metrics/{name}/query|' +
  'queryMetricRange GET ~/metrics/{name}/range|' +
  'readTransitions GET ~/metrics/transitions|' +
  'queryMetrics POST ~/query|' +
  'getStats GET ~/stats|' +
  'getStorage GET ~/storage|' +
  'getBounds GET ~/bounds|' +
  'listColumns GET ~/schema/columns|' +
  'updateColumn PATCH ~/schema/columns/{table}/{column}|' +
  'listAnomalies GET ~/anomalies|' +
  'getAnomaly GET ~/anomalies/{id}|' +
  'explainAnomaly GET ~/anomalies/{id}/explanation|' +
  'acknowledgeAnomaly POST ~/anomalies/{id}/acknowledge|' +
  'resolveAnomaly POST ~/anomalies/{id}/resolve|' +
  'reopenAnomaly POST ~/anomalies/{id}/reopen|' +
  'giveFeedback POST ~/anomalies/{id}/feedback|' +
  'withdrawFeedback DELETE ~/anomalies/{id}/feedback|' +
  'previewFeedback POST ~/anomalies/{id}/feedback/preview|' +
  'acknowledgeAnomalies POST ~/anomalies/acknowledge|' +
  'resolveAnomalies POST ~/anomalies/resolve|' +
  'reopenAnomalies POST ~/anomalies/reopen|' +
  'queryExpected GET ~/metrics/{name}/expected|' +
  'decomposeMetric GET ~/metrics/{name}/decomposition|' +
  'listDetection GET ~/detection|' +
  'getDetection GET ~/metrics/{name}/detection|' +
  'setDetection PUT ~/metrics/{name}/detection|' +
  'resetDetection DELETE ~/metrics/{name}/detection|' +
  'backtestDetection POST ~/metrics/{name}/detection/backtest|' +
  'listNotes GET ~/notes|' +
  'createNote POST ~/notes|' +
  'getNote GET ~/notes/{id}|' +
  'updateNote PATCH ~/notes/{id}|' +
  'deleteNote DELETE ~/notes/{id}|' +
  'listDashboards GET ~/dashboards|' +
  'createDashboard POST ~/dashboards|' +
  'getDashboard GET ~/dashboards/{id}|' +
  'replaceDashboard PUT ~/dashboards/{id}|' +
  'updateDashboard PATCH ~/dashboards/{id}|' +
  'deleteDashboard DELETE ~/dashboards/{id}|' +
  'restoreDashboard POST ~/dashboards/{id}/restore|' +
  'duplicateDashboard POST ~/dashboards/{id}/duplicate|' +
  'exportDashboard GET ~/dashboards/{id}/export|' +
  'patchBoardFile POST ~/dashboards/{id}/patch|' +
  'addWidget POST ~/dashboards/{id}/widgets|' +
  'replaceWidget PUT ~/widgets/{id}|' +
  'updateWidget PATCH ~/widgets/{id}|' +
  'deleteWidget DELETE ~/widgets/{id}|' +
  'listVersions GET ~/dashboards/{id}/versions|' +
  'getVersion GET ~/dashboards/{id}/versions/{n}|' +
  'restoreVersion POST ~/dashboards/{id}/versions/{n}/restore|' +
  'listBoardFiles GET ~/dashboards/files|' +
  'importDashboard POST ~/dashboards/import|' +
  'listTemplates GET ~/dashboards/templates|' +
  'getTemplate GET ~/dashboards/templates/{template}|' +
  'createFromTemplate POST ~/dashboards/templates/{template}|' +
  'listShares GET ~/dashboards/{id}/share|' +
  'shareDashboard POST ~/dashboards/{id}/share|' +
  'revokeShares DELETE ~/dashboards/{id}/share|' +
  'revokeShare DELETE ~/dashboards/{id}/share/{share}|' +
  'getSharedBoard GET ~/shared/{token}/board|' +
  'querySharedBoard POST ~/shared/{token}/query|' +
  'listSharedAnomalies GET ~/shared/{token}/anomalies|' +
  'listSharedEvents GET ~/shared/{token}/events|' +
  'listSharedNotes GET ~/shared/{token}/notes|' +
  'streamSharedChanges GET ~/shared/{token}/live|' +
  'listQualityRules GET ~/quality/rules|' +
  'createQualityRule POST ~/quality/rules|' +
  'getQualityRule GET ~/quality/rules/{id}|' +
  'replaceQualityRule PUT ~/quality/rules/{id}|' +
  'updateQualityRule PATCH ~/quality/rules/{id}|' +
  'deleteQualityRule DELETE ~/quality/rules/{id}|' +
  'previewQualityRule POST ~/quality/rules/preview|' +
  'scoreQuality GET ~/quality/score|' +
  'getQualityStats GET ~/quality/stats|' +
  'reportQuality GET ~/quality/report|' +
  'getTableQuality GET ~/quality/tables/{table}|' +
  'validateRecords POST ~/quality/validate|' +
  'listViolations GET ~/quality/violations|' +
  'getViolation GET ~/quality/violations/{id}|' +
  'acknowledgeViolation POST ~/quality/violations/{id}/acknowledge|' +
  'listTables GET ~/schema/tables|' +
  'declareTable POST ~/schema/tables|' +
  'getTable GET ~/schema/tables/{database}/{schema}/{table}|' +
  'listSchemaChanges GET ~/schema/changes|' +
  'getSchemaChange GET ~/schema/changes/{id}|' +
  'acknowledgeSchemaChange POST ~/schema/changes/{id}/acknowledge|' +
  'remapColumn POST ~/schema/changes/{id}/remap|' +
  'applyDdl POST ~/schema/ddl|' +
  'listSnapshots GET ~/schema/snapshots|' +
  'takeSnapshot POST ~/schema/snapshots|' +
  'getSnapshot GET ~/schema/snapshots/{id}|' +
  'compareSchemas GET ~/schema/compare|' +
  'getSchemaStats GET ~/schema/stats|' +
  'listAlerts GET ~/alerts|' +
  'getAlert GET ~/alerts/{id}|' +
  'getAlertChart GET ~/alerts/{id}/chart.png|' +
  'acknowledgeAlert POST ~/alerts/{id}/acknowledge|' +
  'unacknowledgeAlert POST ~/alerts/{id}/unacknowledge|' +
  'assignAlert POST ~/alerts/{id}/assign|' +
  'commentAlert POST ~/alerts/{id}/comment|' +
  'resolveAlert POST ~/alerts/{id}/resolve|' +
  'reopenAlert POST ~/alerts/{id}/reopen|' +
  'snoozeAlert POST ~/alerts/{id}/snooze|' +
  'unsnoozeAlert POST ~/alerts/{id}/unsnooze|' +
  'reviewAlerts POST ~/alerts/bulk|' +
  'summariseAlerts GET ~/alerts/summary|' +
  'listAlertRules GET ~/alerts/rules|' +
  'createAlertRule POST ~/alerts/rules|' +
  'getAlertRule GET ~/alerts/rules/{id}|' +
  'replaceAlertRule PUT ~/alerts/rules/{id}|' +
  'updateAlertRule PATCH ~/alerts/rules/{id}|' +
  'deleteAlertRule DELETE ~/alerts/rules/{id}|' +
  'previewAlertRule POST ~/alerts/rules/preview|' +
  'listChannels GET ~/alerts/channels|' +
  'createChannel POST ~/alerts/channels|' +
  'getChannel GET ~/alerts/channels/{id}|' +
  'replaceChannel PUT ~/alerts/channels/{id}|' +
  'updateChannel PATCH ~/alerts/channels/{id}|' +
  'deleteChannel DELETE ~/alerts/channels/{id}|' +
  'testChannel POST ~/alerts/test|' +
  'listDeliveries GET ~/alerts/deliveries|' +
  'replayDeliveries POST ~/alerts/deliveries/replay|' +
  'getRouting GET ~/alerts/routing|' +
  'setRouting PUT ~/alerts/routing|' +
  'listSilences GET ~/alerts/silences|' +
  'createSilence POST ~/alerts/silences|' +
  'getSilence GET ~/alerts/silences/{id}|' +
  'endSilence DELETE ~/alerts/silences/{id}|' +
  'getViewer GET ~/me|' +
  'updateAccount PATCH ~/account|' +
  'changePassword POST ~/account/password|' +
  'listOwnSessions GET ~/account/sessions|' +
  'endOtherSessions DELETE ~/account/sessions|' +
  'endOwnSession DELETE ~/account/sessions/{id}|' +
  'listKeys GET ~/keys|' +
  'createKey POST ~/keys|' +
  'updateKey PATCH ~/keys/{id}|' +
  'revokeKey DELETE ~/keys/{id}|' +
  'rotateKey POST ~/keys/{id}/rotate|' +
  'listPeople GET ~/people|' +
  'updatePerson PATCH ~/people/{id}|' +
  'deletePerson DELETE ~/people/{id}|' +
  'makeResetLink POST ~/people/{id}/reset|' +
  'listSessions GET ~/people/{id}/sessions|' +
  'endSessions DELETE ~/people/{id}/sessions|' +
  'listInvitations GET ~/people/invitations|' +
  'invite POST ~/people/invitations|' +
  'revokeInvitation DELETE ~/people/invitations/{id}|' +
  'readLink GET ~/invitations/{token}|' +
  'followLink POST ~/invitations/{token}|' +
  'setUp POST ~/setup|' +
  'listAudit GET ~/audit|' +
  'exportAudit GET ~/audit/export|' +
  'promQuery GET /api/v1/query|' +
  'promQueryRange GET /api/v1/query_range|' +
  'promLabels GET /api/v1/labels|' +
  'promLabelValues GET /api/v1/label/{name}/values|' +
  'promSeries GET /api/v1/series|' +
  'promMetadata GET /api/v1/metadata|' +
  'promBuildInfo GET /api/v1/status/buildinfo|' +
  'getHealth GET /health|' +
  'getReadiness GET /ready|' +
  'getFigures GET /metrics|' +
  'runDetection GET /api/cron/detect|' +
  'postDetection POST /api/cron/detect|' +
  'runAlerts GET /api/cron/alerts|' +
  'postAlerts POST /api/cron/alerts|' +
  'getOpenApi GET ~/openapi.json'
