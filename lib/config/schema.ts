import { z } from 'zod'
import { ruleBody } from '@/lib/alerts/contract'
import { readRange } from '@/lib/alerts/outside-address'
import { routing } from '@/lib/alerts/routing-contract'
import { isHolidayRegion } from '@/lib/anomalies/detector/holidays'
import { settableRoles } from '@/lib/metrics/contract'
import { isZone } from '@/lib/metrics/zone'
import { engineNames } from '@/lib/storage/engine-contract'
import { alertChannels } from './alert-channels'
import { bytes, duration, flag, integer, list, text, url } from './fields'
import { filesSource } from './files-source'
import { natsSource } from './nats-source'
import { signInProviders } from './sign-in-providers'
import { storageEngines } from './storage-engines'
import { telemetry } from './telemetry'

export const environments = ['development', 'production'] as const
export const storages = ['embedded', 'postgres', ...engineNames] as const
export const algorithms = ['statistical', 'seasonal', 'ml'] as const
export const sensitivities = ['low', 'medium', 'high'] as const
export const signatureSchemes = ['standard_webhooks', 'savegress', 'any'] as const
export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const

const MiB = 1024 ** 2
const postgresUrl = () => url('postgres:', 'postgresql:')
const email = () => text('an e-mail address', (value) => /^[^\s@]+@[^\s@]+$/.test(value))
const identifier = () => text('a name of 1 to 63 characters', (value) => value.length <= 63)
const slotName = () =>
  text('a name of 1 to 63 lower-case letters, digits and _', (value) => /^[a-z0-9_]{1,63}$/.test(value))

const postgresSource = z.strictObject({
  name: identifier(),
  type: z.literal('postgres'),
  url: postgresUrl(),
  schemas: list(identifier()).default(['public']),
  tables: list(identifier()).optional(),
  publication: identifier().default('datawatch'),
  slot: slotName().default('datawatch'),
  snapshot: flag().default(true),
})

const sharedSecret = () => text('a text of at least 16 characters', (value) => value.length >= 16)

/** Senders that name this source in their requests; with a secret, what they send must be signed. */
const webhookSource = z.strictObject({
  name: identifier(),
  type: z.literal('webhook'),
  secret: sharedSecret().optional(),
  secrets: list(sharedSecret()).default([]),
  scheme: z.enum(signatureSchemes).default('any'),
})

const source = z.discriminatedUnion('type', [postgresSource, natsSource, webhookSource, filesSource])

const columns = () => list(text('a name of a column, or a pattern such as *_note')).default([])
const masking = z.strictObject({
  table: text('a name such as orders or public.orders, or a pattern such as *'),
  mask: columns(),
  hash: columns(),
  allow: columns(),
})

const columnSetting = z.strictObject({
  table: text('a name such as orders or public.orders, or "*"'),
  column: text('the name of a column'),
  role: z.enum(settableRoles).optional(),
  unit: text('a unit such as EUR, ms, bytes or percent').optional(),
})

/** The whole configuration after parsing: durations in milliseconds, sizes in bytes. */
export const configSchema = z.strictObject({
  server: z
    .strictObject({
      port: integer(0, 65_535).default(3002),
      host: text('a host name or an address').default('127.0.0.1'),
      /** Where people reach DataWatch: the address in links of messages. */
      public_url: url('https:', 'http:').optional(),
      environment: z.enum(environments).default('development'),
    })
    .prefault({}),
  database: z
    .strictObject({
      url: postgresUrl().optional(),
      data_dir: text('a folder').default('.datawatch'),
      pool_size: integer(2, 1000).default(10),
      statement_timeout: duration('1s', '1h').default(30_000),
    })
    .prefault({}),
  /** What several processes share where it is quicker than the database; nothing needs it. */
  redis: z.strictObject({ url: url('redis:', 'rediss:').optional() }).prefault({}),
  metrics: z
    .strictObject({
      auto_discover: flag().default(true),
      retention: duration('1h', '3650d').default(2_592_000_000),
      rollup_retention: z
        .strictObject({
          minutes: duration('1h', '3650d').optional(),
          hours: duration('1h', '36500d').optional(),
          days: duration('1h', '36500d').optional(),
        })
        .prefault({}),
      storage: z.enum(storages).default('embedded'),
      ...storageEngines,
      max_tables: integer(1, 100_000).default(2000),
      max_columns: integer(1, 10_000).default(500),
      max_series: integer(100, 10_000_000).default(200_000),
      columns: z.array(columnSetting).default([]),
    })
    .prefault({}),
  ingest: z
    .strictObject({
      max_body_bytes: bytes(1024, 512 * MiB).default(5 * MiB),
      max_unpacked_bytes: bytes(1024, 1024 * MiB).default(10 * MiB),
      max_events: integer(1, 100_000).default(2000),
      max_event_bytes: bytes(256, 64 * MiB).default(MiB),
      max_depth: integer(2, 1000).default(32),
      max_keys: integer(1, 100_000).default(2000),
      max_id_length: integer(16, 1000).default(255),
      body_timeout: duration('100ms', '10m').default(10_000),
      body_deadline: duration('1s', '1h').default(30_000),
      answer_timeout: duration('1s', '10m').default(15_000),
      max_requests: integer(1, 100_000).default(1000),
      max_reading_bytes: bytes(1024, 16 * 1024 * MiB).default(64 * MiB),
      max_handling_bytes: bytes(1024, 16 * 1024 * MiB).default(16 * MiB),
      queue_events: integer(1, 10_000_000).default(20_000),
      queue_bytes: bytes(1024, 16 * 1024 * MiB).default(64 * MiB),
      group_events: integer(1, 100_000).default(5000),
    })
    .prefault({}),
  privacy: z.strictObject({ enabled: flag().default(true), tables: z.array(masking).default([]) }).prefault({}),
  anomaly: z
    .strictObject({
      enabled: flag().default(true),
      algorithms: list(z.enum(algorithms)).default([...algorithms]),
      sensitivity: z.enum(sensitivities).default('medium'),
      baseline_window: duration('1h', '365d').default(604_800_000),
      detection_interval: duration('1s', '1d').default(60_000),
      time_zone: text('a time zone such as Europe/Berlin', isZone).default('UTC'),
      holidays: text('a country or a part of one such as DE, DE-BY or US-CA', isHolidayRegion).optional(),
    })
    .prefault({}),
  quality: z
    .strictObject({
      enabled: flag().default(true),
      default_rules: flag().default(true),
      evaluation_interval: duration('1s', '1d').default(15_000),
    })
    .prefault({}),
  schema: z.strictObject({ alert_on_breaking: flag().default(true) }).prefault({}),
  alerts: z
    .strictObject({
      enabled: flag().default(true),
      evaluation_interval: duration('1s', '1d').default(60_000),
      /** Addresses inside a network that messages may go to, as CIDR; all others of that kind are refused. */
      allowed_addresses: list(
        text('an address or a range such as 127.0.0.1 or 10.0.0.0/8', (value) => readRange(value) !== null),
      ).default([]),
      channels: alertChannels.prefault({}),
      rules: z.array(ruleBody).default([]),
      routing: routing.optional(),
    })
    .prefault({}),
  dashboards: z.strictObject({ folder: text('a folder').optional() }).prefault({}),
  cron: z.strictObject({ secret: text('a text').optional() }).prefault({}),
  access: z
    .strictObject({
      secret: sharedSecret().optional(),
      /** Of before: what they sealed or signed still opens. */
      previous_secrets: list(sharedSecret()).default([]),
      owner_email: email().optional(),
      owner_password: text('a text of at least 8 characters', (value) => value.length >= 8).optional(),
      api_keys: list(text('a text of at least 16 characters', (value) => value.length >= 16)).default([]),
      providers: signInProviders,
      /** A session ends so long after it was opened, and when it was not used for so long. */
      session_lifetime: duration('5m', '365d').default(604_800_000),
      session_idle: duration('5m', '365d').default(172_800_000),
    })
    .prefault({}),
  sources: z.array(source).default([]),
  demo: flag().default(false),
  telemetry,
  log: z.strictObject({ level: z.enum(logLevels).default('info') }).prefault({}),
})

type Parsed = z.output<typeof configSchema>
/** A database that is followed. */
export type SourceConfig = z.output<typeof postgresSource>
export type WebhookConfig = z.output<typeof webhookSource>

/** As it was written: paths absolute; `warnings` is for the log at start. */
export type GivenConfig = Parsed & { warnings: string[] }

/** What the process runs with: a session secret is always there. */
export type Config = Omit<GivenConfig, 'access' | 'privacy'> & {
  /** `kept`: the secret is the data folder's. */
  access: Omit<Parsed['access'], 'secret'> & { secret: string; kept?: boolean }
  /** `key` makes the pseudonyms, whatever the secret is by now. */
  privacy: Parsed['privacy'] & { key?: Buffer }
}
