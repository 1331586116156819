import 'server-only'
import { openOtherDatabase, type Sql } from '@/lib/db/client'
import { classifyFailure } from '@/lib/db/failure'
import { EngineError, type Point, type PointQuestion, type Refused, type SeriesNames } from '../engine'
import { type PointRow, pointColumns, toPoint, unnestPoints } from '../store/points'

const iso = (at: number) => new Date(at).toISOString()
const patienceMs = 60_000

/** What PostgreSQL says that nobody mends by waiting. */
function asEngineError(error: unknown, url: string): unknown {
  if (error instanceof EngineError) return error
  const { hostname, port, pathname } = new URL(url)
  const where = `${hostname}:${port || 5432}${pathname}`
  const { code = '', message } = error as { code?: string; message: string }
  if (classifyFailure(error) === 'unavailable')
    return new EngineError('down', `${where} cannot be reached: ${message || code}`, { cause: error })
  const isAccess = /^(28|3D000|42501)/.test(code)
  return new EngineError('refused', isAccess ? `${where} does not let us in: ${message}` : `${where}: ${message}`, {
    cause: error,
  })
}

/** Minutes of several installations in a table of a PostgreSQL, beside one that says what their series are. */
export class SampleTable {
  readonly sql: Sql
  #made: Promise<void> | null = null

  constructor(
    private readonly url: string,
    readonly installation: string,
    private readonly prepare: (sql: Sql) => Promise<void> = async () => {},
  ) {
    this.sql = openOtherDatabase({ url, poolSize: 3, statementTimeoutMs: patienceMs })
  }

  /** Runs `work` once the tables are there; its failures are an `EngineError`. */
  async ask<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    try {
      this.#made ??= this.#make()
      await this.#made
      return await work(this.sql)
    } catch (error) {
      this.#made = null
      throw asEngineError(error, this.url)
    }
  }

  async #make() {
    const { sql } = this
    await sql`set client_min_messages = warning`
    await sql`
      create table if not exists datawatch_series (
        installation text not null, series_id integer not null, table_name text not null, schema_name text not null,
        field text not null, kind text not null, labels jsonb not null, primary key (installation, series_id))`
    await sql`
      create table if not exists datawatch_samples (
        installation text not null, series_id integer not null, bucket timestamptz(3) not null, count bigint not null, sum numeric not null,
        min double precision not null, max double precision not null, first_at timestamptz(3) not null,
        last double precision not null, last_at timestamptz(3) not null, change numeric not null,
        primary key (installation, series_id, bucket))`
    await this.prepare(sql)
  }

  write(points: Point[], names: SeriesNames): Promise<Refused> {
    const newest = new Map(points.map((point) => [`${point.seriesId} ${point.bucket}`, point]))
    const sorted = [...newest.values()].sort((a, b) => a.seriesId - b.seriesId || a.bucket - b.bucket)
    const series = [...new Set(sorted.map(({ seriesId }) => seriesId))].flatMap((id) => {
      const name = names.get(id)
      return name ? [{ id, ...name }] : []
    })
    return this.ask(async (sql) => {
      await sql.begin(async (tx) => {
        if (sorted.length > 0)
          await tx`
            insert into datawatch_samples (installation, ${pointColumns(tx)})
            select ${this.installation}, ${pointColumns(tx)} from ${unnestPoints(tx, sorted)}
            on conflict (installation, series_id, bucket) do update set
              count = excluded.count, sum = excluded.sum, min = excluded.min, max = excluded.max, first_at = excluded.first_at,
              last = excluded.last, last_at = excluded.last_at, change = excluded.change`
        if (series.length > 0)
          await tx`
            insert into datawatch_series (installation, series_id, table_name, schema_name, field, kind, labels)
            select ${this.installation}, one.* from jsonb_to_recordset(${tx.json(series)})
              as one (id int, "table" text, schema text, field text, kind text, labels jsonb)
            on conflict do nothing`
      })
      return { points: [], reason: '' }
    })
  }

  async read({ seriesIds, from, to }: PointQuestion): Promise<Point[]> {
    const rows = await this.ask(
      (sql) => sql<PointRow[]>`
        select ${pointColumns(sql)} from datawatch_samples
        where installation = ${this.installation} and series_id = any(${seriesIds}::int[])
          and bucket >= ${iso(from)}::timestamptz and bucket < ${iso(to)}::timestamptz`,
    )
    return rows.map(toPoint)
  }

  async list(): Promise<number[]> {
    const rows = await this.ask(
      (sql) => sql<{ id: number }[]>`
        select series_id as id from datawatch_series as one where installation = ${this.installation} and exists (
          select from datawatch_samples as kept
          where kept.installation = one.installation and kept.series_id = one.series_id)
        order by 1`,
    )
    return rows.map(({ id }) => id)
  }

  async expire(before: number): Promise<void> {
    await this.ask(
      (sql) => sql`
        delete from datawatch_samples where installation = ${this.installation} and bucket < ${iso(before)}::timestamptz`,
    )
  }

  close = () => this.sql.end({ timeout: 1 })
}
