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
const asked = { username: text().optional(), password: text().optional() }

const prometheus = z.strictObject({
  url: http(),
  /** Where it takes samples, unless that is `url` with /api/v1/write. */
  write_url: http().optional(),
  ...asked,
  bearer_token: text().optional(),
  headers: z.record(z.string(), text()).optional(),
})

/** Version 1 has a database, version 2 and 3 an organisation, a bucket and a token. */
const influxdb = z.strictObject({
  url: http(),
  database: text('the name of a database').optional(),
  org: text('the name of an organisation').optional(),
  bucket: text('the name of a bucket').optional(),
  token: text().optional(),
  ...asked,
})

const timescale = z.strictObject({ url: url('postgres:', 'postgresql:') })

/** What `metrics` says of engines in which minutes rest in the long run. */
export const storageEngines = {
  /** For how long minutes stay in PostgreSQL where an engine holds them too. */
  hot: duration('1h', '3650d').default(1_296_000_000),
  settle: duration('1m', '7d').default(180_000),
  outbox_max_rows: integer(1000, 1_000_000_000).default(2_000_000),
  prometheus: prometheus.optional(),
  influxdb: influxdb.optional(),
  timescale: timescale.optional(),
}
