import { z } from 'zod'
import { duration, integer, text, url } from './fields'

export const environments = ['development', 'production'] as const
export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const

export const server = z
  .strictObject({
    port: integer(0, 65_535).default(3002).describe('The port it listens on; 0 takes one that is free.'),
    host: text('a host name or an address')
      .default('127.0.0.1')
      .describe('The address it listens on; `0.0.0.0` is every one of this machine.'),
    public_url: url('https:', 'http:')
      .optional()
      .describe(
        'Where people reach DataWatch: the address in links of messages, and that sign-in providers lead back to.',
      ),
    environment: z
      .enum(environments)
      .default('development')
      .describe('`production` asks everyone for a credential, and needs a secret.'),
  })
  .prefault({})
  .describe('Where the server listens, and what it asks of whoever comes.')

export const postgresUrl = () => url('postgres:', 'postgresql:')

export const database = z
  .strictObject({
    url: postgresUrl()
      .optional()
      .describe('The PostgreSQL to work on; without one DataWatch runs its own in `data_dir`.'),
    data_dir: text('a folder')
      .default('.datawatch')
      .describe('Where its own PostgreSQL keeps its files, and the secrets lie that the configuration does not give.'),
    pool_size: integer(2, 1000)
      .default(10)
      .describe('Connections that a process opens at most, and half as many more for questions about metrics.'),
    statement_timeout: duration('1s', '1h').default(30_000).describe('After so long a statement is given up.'),
  })
  .prefault({})
  .describe('Where everything is kept.')

export const redis = z
  .strictObject({
    url: url('redis:', 'rediss:').optional().describe('A Redis 6 or newer, or Valkey; `rediss://` for TLS.'),
  })
  .prefault({})
  .describe('What several processes share where it is quicker than the database; nothing needs it.')

export const dashboards = z
  .strictObject({
    folder: text('a folder').optional().describe('A folder of YAML and JSON files, each of which is a dashboard.'),
  })
  .prefault({})
  .describe('Dashboards that are kept as files.')

export const cron = z
  .strictObject({
    secret: text('a text')
      .optional()
      .describe(
        'What calls to `/api/cron/…` must carry; else that of `database.data_dir`. Without one all are refused.',
      ),
  })
  .prefault({})
  .describe('Jobs that something outside may start.')

export const log = z
  .strictObject({ level: z.enum(logLevels).default('info').describe('The least that is written to the log.') })
  .prefault({})
  .describe('What the process says on its output.')
