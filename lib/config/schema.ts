import { z } from 'zod'
import { access } from './access-keys'
import { flag } from './fields'
import { ingest } from './ingest-keys'
import { metrics, privacy } from './metrics-keys'
import { cron, dashboards, database, log, redis, server } from './server-keys'
import { type postgresSource, sources, type webhookSource } from './source-keys'
import { telemetry } from './telemetry-keys'
import { alerts, anomaly, quality, schema } from './watch-keys'

/** The whole configuration after parsing: durations in milliseconds, sizes in bytes. What keys say of themselves is the reference. */
export const configSchema = z.strictObject({
  server,
  database,
  redis,
  metrics,
  ingest,
  privacy,
  anomaly,
  quality,
  schema,
  alerts,
  dashboards,
  cron,
  access,
  sources,
  demo: flag()
    .default(false)
    .describe('A small shop with live changes; `make run` has it unless told otherwise or given a database.'),
  telemetry,
  log,
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
