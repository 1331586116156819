import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { GivenConfig } from '@/lib/config/schema'
import { ask } from '@/lib/db/launcher/ask'
import { networkCode } from '../exit-code'
import { findRunning } from '../reach-database'
import { sizeWords } from '../size-words'
import { migrationsFolder } from '../version'
import { type Finding, fail, ok, warn } from './finding'

const oldestVersion = 150_000
const skewMs = 2000
/** A busy database is not one that is gone. */
const boundMs = 20_000

const facts = `select current_setting('server_version') as version, current_setting('server_version_num')::int as number,
  current_setting('wal_level') as wal_level, current_setting('max_connections')::int as connections,
  current_setting('superuser_reserved_connections')::int as reserved, pg_is_in_recovery() as standby,
  has_schema_privilege(current_user, 'public', 'CREATE') as may_create, current_user as role,
  pg_database_size(current_database())::float8 as bytes, current_setting('fsync') as fsync,
  extract(epoch from clock_timestamp())::float8 * 1000 as at, to_regclass('drizzle.__drizzle_migrations') is not null as known`

type Facts = {
  version: string
  number: number
  wal_level: string
  connections: number
  reserved: number
  standby: boolean
  may_create: boolean
  role: string
  bytes: number
  fsync: string
  at: number
  known: boolean
}

const withoutSecrets = (url: string) => {
  const { hostname, port, pathname } = new URL(url)
  return `${hostname}${port ? `:${port}` : ''}${pathname}`
}

const remedies: Record<string, string> = {
  '28P01': 'the password is wrong: mend database.url',
  '28000': 'pg_hba.conf lets this role or address not in',
  '3D000': 'create the database, or mend database.url',
}

async function checkSteps(url: string): Promise<Finding> {
  const journal = JSON.parse(readFileSync(join(migrationsFolder(), 'meta/_journal.json'), 'utf8')) as {
    entries: unknown[]
  }
  const [row] = await ask(url, 'select count(*)::int as done from drizzle.__drizzle_migrations', boundMs)
  const [done, all] = [Number(row?.done), journal.entries.length]
  if (done === all) return ok('schema', `${done} steps, the newest`)
  if (done < all) return ok('schema', `${done} of ${all} steps; a start does the others`)
  return fail(
    'schema',
    `${done} steps, of a newer DataWatch than this one (${all})`,
    'use the newer version, or restore a backup',
  )
}

function judge(found: Facts, { database }: GivenConfig, url: string, askedAt: number, answeredAt: number): Finding[] {
  const { version, number, wal_level, connections, reserved, standby, may_create, role, bytes, fsync, at } = found
  const named = database.url ? withoutSecrets(url) : 'its own'
  const needed = database.pool_size * 1.5 + 10
  const skew = at < askedAt ? askedAt - at : at > answeredAt ? at - answeredAt : 0
  return [
    number >= oldestVersion
      ? ok('database', `PostgreSQL ${version}, ${named}, ${sizeWords(bytes)}`)
      : fail('database', `PostgreSQL ${version}, ${named}`, 'DataWatch needs PostgreSQL 15 or newer'),
    standby
      ? fail('writing', 'the database is a standby and takes no writes', 'set database.url to the primary')
      : may_create
        ? ok('writing', `${role} may create tables`)
        : fail(
            'writing',
            `${role} may not create tables in the schema public`,
            `grant create on schema public to "${role}"`,
          ),
    ok(
      'wal_level',
      wal_level === 'logical'
        ? 'logical: this database can be followed too'
        : `${wal_level}: enough for DataWatch itself`,
    ),
    connections - reserved >= needed
      ? ok('connections', `at most ${connections}`)
      : warn(
          'connections',
          `at most ${connections}, and a process may want ${Math.ceil(needed)}`,
          'raise max_connections, or lower database.pool_size',
        ),
    fsync === 'on'
      ? ok('fsync', 'on')
      : fail('fsync', 'off: what is acknowledged may be lost', 'set fsync = on in postgresql.conf'),
    skew <= skewMs
      ? ok('clock', 'the same here and in the database')
      : warn('clock', `${(skew / 1000).toFixed(1)} s apart from that of the database`, 'set both by NTP'),
  ]
}

/** What is to be known of the database; the embedded one is looked at where it runs, and not started. */
export async function checkDatabase(config: GivenConfig): Promise<Finding[]> {
  const { database } = config
  const url = database.url ?? (await findRunning(database.data_dir))
  if (url === undefined) return [ok('database', 'its own; does not run, and starts with DataWatch')]
  const askedAt = Date.now()
  try {
    const [row] = (await ask(url, facts, boundMs)) as unknown as Facts[]
    const found = judge(row!, config, url, askedAt, Date.now())
    return row!.known ? [...found, await checkSteps(url)] : [...found, ok('schema', 'empty; a start makes it')]
  } catch (error) {
    const { code = '', message } = error as { code?: string; message: string }
    const todo = remedies[code] ?? 'is it running, and does the address of database.url reach it from here?'
    return [fail('database', `${withoutSecrets(url)} cannot be used: ${networkCode(error) ?? message}`, todo)]
  }
}
