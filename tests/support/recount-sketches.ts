import type { Sql, TransactionSql } from 'postgres'
import { dayMs, hourMs, minuteMs } from '@/lib/metrics/fold'
import { HyperLogLog } from '@/lib/metrics/sketch/hyper-log-log'
import { unpackSketches } from '@/lib/metrics/sketch/pack'
import { mergeEncoded, type Sketch } from '@/lib/metrics/sketch/sketch'
import { Tally } from '@/lib/metrics/sketch/tally'
import { makeSamples } from './recount'

const widths = { sketches_1m: minuteMs, sketches_1h: hourMs, sketches_1d: dayMs } as const
type Table = keyof typeof widths
const percents = [50, 90, 95, 99]

/** The sketches of a table's series at one resolution, whatever of them is compacted already, by `series bucket`. */
async function readKept(tx: TransactionSql, table: Table): Promise<Map<string, Sketch>> {
  const width = widths[table]
  const kept = new Map<string, Sketch>()
  const add = (id: number, bucket: number, bytes: Uint8Array) => {
    const key = `${id} ${bucket - (bucket % width)}`
    kept.set(key, mergeEncoded(kept.get(key), bytes))
  }
  const own = tx`(select series.id from series join wanted using (measure_id))`
  for (const row of await tx<{ id: number; at: number; sketch: Buffer }[]>`
    select series_id as id, extract(epoch from bucket)::float8 * 1000 as at, sketch from ${tx(table)} where series_id in ${own}`)
    add(row.id, row.at, row.sketch)
  for (const row of await tx<{ id: number; pack: Buffer }[]>`
    select series_id as id, pack from sketch_log where series_id in ${own}`)
    for (const { bucket, sketch } of unpackSketches(row.pack, minuteMs)) add(row.id, bucket, sketch)
  return kept
}

type Counted = { id: number; at: number; count: number; values: number[] | null; different: number | null }

const count = (tx: TransactionSql, table: Table) => tx<Counted[]>`
  with numbers as (
    select series.id, event_at, value from samples join wanted using (measure_id)
    join series using (measure_id, table_id) where kind in ('value', 'lag')
  ), texts as (select series.id, event_at, text from identities join series using (measure_id, table_id))
  select id, floor(extract(epoch from event_at) * 1000 / ${widths[table]})::float8 * ${widths[table]}::float8 as at,
    count(*)::int, percentile_disc(${percents.map((percent) => percent / 100)}::float8[]) within group (order by value)::float8[] as values,
    null::int as different
  from numbers group by 1, 2
  union all
  select id, floor(extract(epoch from event_at) * 1000 / ${widths[table]})::float8 * ${widths[table]}::float8,
    count(*)::int, null, count(distinct text)::int
  from texts group by 1, 2`

function differs(sketch: Sketch | undefined, { count: counted, values, different }: Counted): string | null {
  if (!sketch) return 'missing'
  if (sketch.count !== counted) return `${sketch.count} values, not ${counted}`
  if (sketch instanceof Tally) return null
  if (sketch instanceof HyperLogLog) {
    const estimate = sketch.estimate()
    return Math.abs(estimate - different!) <= 0.02 * different! ? null : `${estimate} different, not ${different}`
  }
  const wrong = percents.findIndex((percent, place) => {
    const expected = values![place]!
    return Math.abs(sketch.percentile(percent)! - expected) > 0.0100001 * Math.abs(expected)
  })
  return wrong < 0 ? null : `p${percents[wrong]} ${sketch.percentile(percents[wrong]!)}, not ${values![wrong]}`
}

/**
 * Compares each sketch of a table at each resolution with the percentiles and the different values that a recount of its
 * raw events finds; answers where they differ by more than a sketch may, and how many there are.
 */
export async function recountSketches(sql: Sql, name: string): Promise<{ compared: number; drifted: string[] }> {
  return sql.begin('isolation level repeatable read', async (tx) => {
    await makeSamples(tx, name)
    const all = { compared: 0, drifted: [] as string[] }
    for (const table of Object.keys(widths) as Table[]) {
      const kept = await readKept(tx, table)
      const counted = await count(tx, table)
      all.compared += counted.length
      for (const one of counted) {
        const key = `${one.id} ${one.at}`
        const reason = differs(kept.get(key), one)
        if (reason) all.drifted.push(`${table} ${key}: ${reason}`)
        kept.delete(key)
      }
      for (const key of kept.keys()) all.drifted.push(`${table} ${key}: not counted`)
    }
    return all
  }) as Promise<{ compared: number; drifted: string[] }>
}
