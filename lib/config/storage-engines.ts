import { z } from 'zod'
import { duration, integer, text, url } from './fields'

/** Without a user and a password in it: they would be told with it wherever it is named. */
const http = () =>
  text(
    'a URL that begins with http:// or https://, without a user in it (username and password are keys of their own)',
    (value) => {
      const { protocol, username } = URL.canParse(value) ? new URL(value) : { protocol: '', username: '' }
      return ['http:', 'https:'].includes(protocol) && username === ''
    },
  )
const asked = {
  username: text().optional().describe('Who asks, where it wants to know.'),
  password: text().optional().describe('The password of `username`.'),
}

const prometheus = z.strictObject({
  url: http().describe('Where it answers questions.'),
  write_url: http().optional().describe('Where it takes samples, where that is not `url` with `/api/v1/write`.'),
  ...asked,
  bearer_token: text().optional().describe('In the place of `username` and `password`.'),
  headers: z.record(z.string(), text()).optional().describe('Sent with every request, such as `X-Scope-OrgID`.'),
})

const influxdb = z.strictObject({
  url: http().describe('Where it listens.'),
  database: text('the name of a database').optional().describe('Of version 1.'),
  org: text('the name of an organisation').optional().describe('Of version 2, with `bucket` and `token`.'),
  bucket: text('the name of a bucket').optional().describe('Of version 2.'),
  token: text().optional().describe('Of version 2.'),
  ...asked,
})

const timescale = z.strictObject({
  url: url('postgres:', 'postgresql:').describe('Its database, which may be that of DataWatch.'),
})

/** What `metrics` says of engines in which minutes rest in the long run. */
export const storageEngines = {
  hot: duration('1h', '3650d')
    .default(1_296_000_000)
    .describe('How long minutes stay in PostgreSQL where an engine holds them too.'),
  settle: duration('1m', '7d')
    .default(180_000)
    .describe('How long minutes wait for what comes late before an engine gets them.'),
  outbox_max_rows: integer(1000, 1_000_000_000)
    .default(2_000_000)
    .describe('Minutes of series that wait for an engine that is away; beyond, senders are asked to come back later.'),
  prometheus: prometheus
    .optional()
    .describe('Prometheus, VictoriaMetrics, Mimir or Thanos, where `storage` is `prometheus`.'),
  influxdb: influxdb
    .optional()
    .describe('InfluxDB, where `storage` is `influxdb`; more: [Storage engines](../guides/storage.md).'),
  timescale: timescale.optional().describe('A PostgreSQL with TimescaleDB, where `storage` is `timescale`.'),
}
