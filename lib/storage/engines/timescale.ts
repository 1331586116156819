import 'server-only'
import type { Sql } from '@/lib/db/client'
import {
  EngineError,
  type EngineReport,
  type Point,
  type PointQuestion,
  type SeriesNames,
  type StorageEngine,
} from '../engine'
import { SampleTable } from './sample-table'

/** From here on a minute that is compressed can be written again. */
const oldest = [2, 11] as const
export const oldestTimescale = oldest.join('.')

export function isTooOld(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major < oldest[0] || (major === oldest[0] && minor < oldest[1])
}

const iso = (at: number) => new Date(at).toISOString()

/** The version of the extension; null where the database has none. */
async function findExtension(sql: Sql): Promise<string | null> {
  const [row] = await sql<
    { version: string }[]
  >`select extversion as version from pg_extension where extname = 'timescaledb'`
  return row?.version ?? null
}

async function requireExtension(sql: Sql): Promise<string> {
  const found =
    (await findExtension(sql)) ??
    (await sql`create extension if not exists timescaledb`.then(
      () => findExtension(sql),
      () => null,
    ))
  const [server] = await sql<
    { version: string; name: string }[]
  >`select current_setting('server_version') as version, current_database() as name`
  if (found === null) {
    const what = `PostgreSQL ${server!.version}, database ${server!.name}, has no TimescaleDB`
    throw new EngineError(
      'refused',
      `${what}: install its package, name it in shared_preload_libraries, and run "create extension timescaledb" there`,
    )
  }
  if (isTooOld(found)) {
    throw new EngineError(
      'refused',
      `TimescaleDB ${found} cannot write again what it has compressed; ${oldestTimescale} or newer is needed`,
    )
  }
  return found
}

/** A hypertable of weeks, compressed after two; compression is not part of the Apache edition. */
async function makeHypertable(sql: Sql) {
  await requireExtension(sql)
  await sql`select create_hypertable('datawatch_samples', 'bucket', chunk_time_interval => interval '7 days', if_not_exists => true)`
  await sql`
    create or replace view datawatch_samples_hourly as
    select installation, series_id, time_bucket('1 hour', bucket) as hour, sum(count) as count, sum(sum) as sum, min(min) as min, max(max) as max
    from datawatch_samples group by 1, 2, 3`
  const [made] = await sql<{ enabled: boolean }[]>`
    select compression_enabled as enabled from timescaledb_information.hypertables where hypertable_name = 'datawatch_samples'`
  if (made?.enabled) return
  await sql`
    alter table datawatch_samples set (timescaledb.compress, timescaledb.compress_segmentby = 'installation, series_id',
      timescaledb.compress_orderby = 'bucket')`.catch(() => {})
  await sql`select add_compression_policy('datawatch_samples', interval '14 days', if_not_exists => true)`.catch(
    () => {},
  )
}

/** A PostgreSQL with TimescaleDB. Writing a point again replaces it. */
export class TimescaleEngine implements StorageEngine {
  readonly name = 'timescale'
  readonly overwrites = true
  readonly durable = true
  readonly #table: SampleTable

  constructor(url: string, installation: string) {
    this.#table = new SampleTable(url, installation, makeHypertable)
  }

  async check(): Promise<EngineReport> {
    const version = await this.#table.ask(requireExtension)
    const [made] = await this.#table.ask(
      (sql) => sql<{ enabled: boolean }[]>`
        select compression_enabled as enabled from timescaledb_information.hypertables where hypertable_name = 'datawatch_samples'`,
    )
    const warnings = made?.enabled
      ? []
      : ['this edition of TimescaleDB does not compress; minutes take several times the room']
    return { product: 'TimescaleDB', version, keepsMs: null, takesBackMs: null, warnings }
  }

  write = (points: Point[], names: SeriesNames) => this.#table.write(points, names)
  read = (question: PointQuestion) => this.#table.read(question)
  list = () => this.#table.list()

  /** Chunks go whole where this is the only installation. */
  async expire(before: number): Promise<void> {
    const others = await this.#table.ask(
      (sql) => sql`select from datawatch_series where installation <> ${this.#table.installation} limit 1`,
    )
    if (others.length > 0) return this.#table.expire(before)
    await this.#table.ask(
      (sql) => sql`select drop_chunks('datawatch_samples', older_than => ${iso(before)}::timestamptz)`,
    )
  }

  close = () => this.#table.close()
}
