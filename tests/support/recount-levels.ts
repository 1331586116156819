import type { TransactionSql } from 'postgres'
import { parseJson } from '@/lib/events/parse'
import { DecimalSum } from '@/lib/metrics/decimal'
import { readCategory, readNumber } from '@/lib/metrics/shape'
import { mergedSamples, type resolutions } from './merged-samples'
import type { Drift } from './recount'

type Row = Record<string, unknown>
type RawEvent = {
  table_id: number
  type: string
  at: number
  row_key: string | null
  before: string | null
  after: string | null
}
type Followed = { table_id: number; kind: 'rows' | 'total' | 'current'; field: string }

const widthMs = { samples_1m: 60_000, samples_1h: 3_600_000, samples_1d: 86_400_000 } as const
type View = (typeof resolutions)[number]

/** The key that a row had before an event, as `row_key` spells it; null where it is not told. */
function oldKey(rowKey: string, before: Row): string | null {
  const columns = Object.keys(JSON.parse(rowKey))
  if (!columns.every((name) => before[name] !== undefined && before[name] !== null)) return null
  return JSON.stringify(Object.fromEntries(columns.map((name) => [name, String(before[name])])))
}

/** The rows of a table, event by event, and what each does to its levels. */
class Table {
  #rows = new Map<string, Row>()
  constructor(
    private readonly changed: (
      kind: Followed['kind'],
      field: string,
      label: string,
      value: number | string,
      at: number,
    ) => void,
  ) {}

  #count(row: Row | undefined, sign: 1 | -1, at: number, followed: Followed[]) {
    if (!row) return
    for (const { kind, field } of followed) {
      const signed = (value: string) => (sign === 1 ? value : value.startsWith('-') ? value.slice(1) : `-${value}`)
      if (kind === 'rows') this.changed(kind, '', 'INSERT', sign, at)
      const number = kind === 'total' ? readNumber(row[field]) : null
      if (number !== null) this.changed('total', field, '', signed(String(number)), at)
      const label = kind === 'current' ? readCategory(row[field]) : null
      if (label !== null) this.changed('current', field, label, sign, at)
    }
  }

  #set(key: string, row: Row | undefined, at: number, followed: Followed[]) {
    this.#count(this.#rows.get(key), -1, at, followed)
    this.#count(row, 1, at, followed)
    if (row) this.#rows.set(key, row)
    else this.#rows.delete(key)
  }

  apply({ type, at, row_key: key, ...images }: RawEvent, followed: Followed[]) {
    if (type === 'TRUNCATE') for (const one of [...this.#rows.keys()]) this.#set(one, undefined, at, followed)
    if (key === null || type === 'DDL' || type === 'TRUNCATE') return
    if (type === 'DELETE') return this.#set(key, undefined, at, followed)
    const [before, after] = [images.before, images.after].map((text) => text && (parseJson(text) as Row))
    if (!after) return
    const old = type === 'UPDATE' && before ? oldKey(key, before) : null
    const moved = old !== null && old !== key ? old : key
    const kept = type === 'UPDATE' ? { ...this.#rows.get(moved), ...(before || {}) } : {}
    if (moved !== key) this.#set(moved, undefined, at, followed)
    this.#set(key, { ...kept, ...after }, at, followed)
  }
}

/** Counts the levels of the tables called `name` anew from the raw events, oldest first; answers what differs, by bucket. */
export async function recountLevels(tx: TransactionSql, name: string): Promise<{ compared: number; drifted: Drift[] }> {
  const followed = await tx<Followed[]>`
    select table_id, tracked_levels.kind, tracked_levels.field from tracked_levels
    join source_tables on source_tables.id = table_id
    where name = ${name} and not ended and known_since is null`
  const labels = await tx<{ table_id: number; field: string; label: string }[]>`
    select table_id, field, label_key as label from series join measures on measures.id = measure_id
    where kind = 'category' and table_name = ${name}`
  const known = new Set(labels.map(({ table_id, field, label }) => `${table_id} ${field} ${label}`))
  const events = await tx<RawEvent[]>`
    select table_id, type, extract(epoch from event_at)::float8 * 1000 as at, row_key, before::text, after::text
    from events join source_tables on source_tables.id = table_id where name = ${name} order by event_at, uid`
  const counted = new Map<string, DecimalSum>()
  const tables = new Map<number, Table>()
  for (const event of events) {
    const own = followed.filter(({ table_id }) => table_id === event.table_id)
    const changed = (kind: string, field: string, label: string, value: number | string, at: number) => {
      const kept = kind === 'current' && !known.has(`${event.table_id} ${field} ${label}`) ? '__other__' : label
      for (const [view, width] of Object.entries(widthMs)) {
        const key = [view, event.table_id, kind, field, kept, new Date(at - (at % width)).toISOString()].join('|')
        const sum = counted.get(key) ?? new DecimalSum()
        sum.add(value)
        counted.set(key, sum)
      }
    }
    const table = tables.get(event.table_id) ?? new Table((...change) => changed(...change))
    tables.set(event.table_id, table)
    table.apply({ ...event, at: Math.round(event.at) }, own)
  }
  const kept = new Map<string, string>()
  for (const view of Object.keys(widthMs) as View[]) {
    const rows = await tx<
      { table_id: number; kind: string; field: string; label: string; bucket: string; change: string }[]
    >`
      select series.table_id, tracked_levels.kind, measures.field, label_key as label, bucket, change::text
      from ${mergedSamples(tx, view)} as samples join series on series.id = series_id join measures on measures.id = measure_id
        join tracked_levels on tracked_levels.table_id = series.table_id and tracked_levels.field = measures.field
          and measures.kind = case tracked_levels.kind when 'rows' then 'events' when 'total' then 'value' else 'category' end
      where table_name = ${name} and not ended and known_since is null and change <> 0
        and (measures.kind <> 'events' or label_key = 'INSERT')`
    for (const { table_id, kind, field, label, bucket, change } of rows) {
      const sum = new DecimalSum()
      sum.add(change)
      kept.set([view, table_id, kind, field, label, new Date(bucket).toISOString()].join('|'), sum.toString())
    }
  }
  for (const [key, sum] of counted) if (sum.toString() === '0') counted.delete(key)
  const keys = new Set([...kept.keys(), ...counted.keys()])
  const drifted = [...keys].flatMap((key) => {
    const [own, wanted] = [kept.get(key) ?? '0', counted.get(key)?.toString() ?? '0']
    return own === wanted ? [] : [{ what: `level ${key}`, bucket: key.split('|').at(-1)!, kept: own, counted: wanted }]
  })
  return { compared: keys.size, drifted: [...drifted, ...(await compareNow(tx, name))] }
}

/** What is kept as the levels now beside the sums of their changes. */
async function compareNow(tx: TransactionSql, name: string): Promise<Drift[]> {
  const rows = await tx<{ id: number; now: string; sum: string }[]>`
    select series.id, trim_scale(coalesce((select value from levels where series_id = series.id), 0) + coalesce((
        select sum(coalesce(change, sum)) from sample_log
        where series_id = series.id and sample_log.id > (select max(through) from compactions)), 0))::text as now,
      trim_scale(coalesce((select sum(change) from samples_1d where series_id = series.id), 0))::text as sum
    from series join measures on measures.id = measure_id where table_name = ${name}
      and not exists (select from tracked_levels where tracked_levels.table_id = series.table_id and known_since is not null)`
  return rows.flatMap(({ id, now, sum }) =>
    now === sum ? [] : [{ what: `level of series ${id} now`, bucket: '', kept: now, counted: sum }],
  )
}
