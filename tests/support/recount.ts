import type { Sql, TransactionSql } from 'postgres'
import { mergedSamples, resolutions } from './merged-samples'
import { recountLevels } from './recount-levels'

export type Drift = { what: string; bucket: string; kept: string; counted: string }

/** `compared`: buckets on either side; `drifted`: how many of them differ, `first` a few of those. */
export type Recount = { compared: number; drifted: number; first: Drift[] }

const widths = { samples_1m: 'minute', samples_1h: 'hour', samples_1d: 'day' } as const satisfies Record<
  (typeof resolutions)[number],
  string
>

/**
 * Every sample that a metric in sight of the tables called `name` reads, told from the raw events alone: what an INSERT
 * has, and of an UPDATE the columns that differ from its before image or, where that lacks them, are noted as written.
 * `samples` are numbers, `identities` the texts of identifiers.
 */
export async function makeSamples(tx: TransactionSql, name: string) {
  await tx`
    create temp table wanted on commit drop as
    select id as measure_id, kind, field from measures where table_name = ${name}
      and kind in ('events', 'value', 'category', 'distinct', 'lag')
      and (kind in ('events', 'lag') or exists (select from metrics where measure_id = measures.id and not hidden))`
  await tx`
    create temp table raw on commit drop as
    select events.* from events join source_tables on source_tables.id = table_id where name = ${name}`
  await tx`
    create temp table written on commit drop as
    select measure_id, kind, table_id, event_at, value #>> '{}' as text, jsonb_typeof(value) as form
    from raw cross join lateral jsonb_each(after) as image (field, value) join wanted using (field)
    where type = 'INSERT' or type = 'UPDATE'
      and case when before ? field then before -> field is distinct from value else field = any(written) end`
  await tx`
    create temp table identities on commit drop as
    select measure_id, table_id, event_at, text from written where kind = 'distinct'
      and (form in ('number', 'boolean') or form = 'string' and text not in ('', '[masked]'))`
  await tx`
    create temp table samples on commit drop as
    with numbers as (
      select measure_id, table_id, event_at, text::numeric as value from written
      where kind = 'value'
        and (form = 'number' or form = 'string' and text ~ '^[+-]?\\d{1,40}(\\.\\d{1,40})?([eE][+-]?\\d{1,3})?$')
    )
    select measure_id, table_id, type as label, event_at, 1 as value from raw cross join wanted where kind = 'events'
    union all
    select measure_id, table_id, '', event_at,
      extract(epoch from received_at)::numeric - extract(epoch from event_at)::numeric
    from raw cross join wanted where kind = 'lag' and type in ('INSERT', 'UPDATE', 'DELETE')
    union all
    select measure_id, table_id, '', event_at, value from numbers where abs(value) < 1.7976931348623157e308
    union all
    select written.measure_id, written.table_id, coalesce(label_key, '__other__'), event_at, 1
    from written left join series
      on series.measure_id = written.measure_id and series.table_id = written.table_id and label_key = text
    where kind = 'category' and (form in ('number', 'boolean') or form = 'string' and length(text) between 1 and 64)`
}

/** Counts every metric of a table anew in SQL and compares each bucket of each resolution of the rollups with it. */
export async function recount(sql: Sql, name: string): Promise<Recount> {
  return sql.begin(async (tx) => {
    await makeSamples(tx, name)
    const all: Recount = { compared: 0, drifted: 0, first: [] }
    for (const rollup of resolutions) {
      const width = widths[rollup]
      const [row] = await tx<Recount[]>`
        with counted as (
          select measure_id, table_id, label, date_trunc(${width}, event_at, 'UTC') as bucket,
            concat_ws(' ', count(*), trim_scale(sum(value)), min(value)::float8, max(value)::float8, min(event_at),
              (array_agg(value order by event_at desc, value desc))[1]::float8, max(event_at)) as counted
          from samples group by 1, 2, 3, 4
        ), kept as (
          select measure_id, table_id, label_key as label, bucket,
            concat_ws(' ', count, trim_scale(sum), min, max, first_at, last, last_at) as kept
          from ${mergedSamples(tx, rollup)} as samples join series on series.id = series_id join wanted using (measure_id)
          where count > 0
        ), compared as (
          select measure_id, label, bucket, kept, counted, kept is distinct from counted as differs
          from kept full join counted using (measure_id, table_id, label, bucket)
        )
        select count(*)::int as compared, count(*) filter (where differs)::int as drifted, coalesce((
          select json_agg(example) from (
            select concat_ws(' ', ${rollup}::text, kind, field, label) as what, bucket::text, kept, counted
            from compared join wanted using (measure_id) where differs order by bucket limit 5
          ) as example
        ), '[]') as first from compared`
      all.compared += row!.compared
      all.drifted += row!.drifted
      all.first.push(...row!.first)
    }
    const levels = await recountLevels(tx, name)
    all.compared += levels.compared
    all.drifted += levels.drifted.length
    all.first.push(...levels.drifted.slice(0, 5))
    return all
  }) as Promise<Recount>
}

/** Where the rollups of a table differ from a recount; empty where they do not. */
export const findDrift = async (sql: Sql, name: string): Promise<Drift[]> => (await recount(sql, name)).first

/** How many events of a table are stored, and how many different ids they have. */
export async function countStored(sql: Sql, name: string): Promise<{ rows: number; ids: number }> {
  const [row] = await sql<{ rows: number; ids: number }[]>`
    select count(*)::int as rows, count(distinct event_id)::int as ids
    from events join source_tables on source_tables.id = table_id where name = ${name}`
  return row!
}

/** How many of the events that a sender numbered from 0 up to `count` are not stored. */
export async function countMissing(sql: Sql, name: string, sender: number, count: number): Promise<number> {
  const [row] = await sql<{ missing: number }[]>`
    select count(*)::int as missing from generate_series(0, ${count - 1}::int) as wanted (number)
    where not exists (
      select from events join source_tables on source_tables.id = table_id
      where name = ${name} and event_id = 's' || ${sender}::text || '-' || number)`
  return row!.missing
}
