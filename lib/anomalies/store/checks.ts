import 'server-only'
import { and, gte, inArray, isNull, or, sql } from 'drizzle-orm'
import { qualityViolations } from '@/drizzle/schema/quality'
import { plainArray } from '@/lib/db/array'
import { minuteMs } from '@/lib/metrics/fold'
import { unpackSketches } from '@/lib/metrics/sketch/pack'
import { Tally } from '@/lib/metrics/sketch/tally'
import type { Broken } from '../broken'
import type { Cells, CheckId } from '../cells'
import { hourMs } from '../grid'
import type { MetricSeries } from '../targets'
import type { Among, Extent, Queryable } from './samples'

type CheckRow = Omit<MetricSeries, 'kind' | 'selector' | 'seriesId' | 'labelKey'> & { series: number; rule: number }

/** The pass rate of each rule in force beside what the rules of its table counted, one for each source table that it is asked of. */
export async function listCheckSeries(db: Queryable, among: Among): Promise<MetricSeries[]> {
  const wanted =
    'name' in among
      ? sql`metrics.name = ${among.name}`
      : 'table' in among
        ? sql`metrics.table_name = ${among.table}`
        : sql`true`
  const rows = await db.execute<CheckRow>(sql`
    select metrics.name as "metricName", metrics.table_name as "tableName", metrics.aggregation, metrics.unit,
      checks.id as rule, checks.field, series.id as series, series.table_id as "tableId", series.labels
    from metrics join measures checks on checks.id = metrics.measure_id and checks.kind = 'check'
      join quality_rules rules on rules.id::text = checks.field and rules.enabled and rules.state = 'active'
      join measures tallies on tallies.table_name = checks.table_name and tallies.kind = 'tally'
      join series on series.measure_id = tallies.id
      join source_tables on source_tables.id = series.table_id
    where not metrics.hidden and metrics.aggregation = 'avg' and ${wanted}
      and (rules.schema_name is null or rules.schema_name = source_tables.schema)
    order by metrics.id, series.id`)
  return rows.map(({ series, rule, ...row }) => ({
    ...row,
    kind: 'check',
    selector: null,
    labelKey: '',
    seriesId: `${series}/${rule}`,
  }))
}

/** While these rules were broken since `since`. */
export async function listBroken(db: Queryable, ruleIds: string[], since: Date): Promise<Broken[]> {
  const { ruleId, startedAt, endedAt } = qualityViolations
  const rows = await db
    .select({ ruleId, startedAt, endedAt })
    .from(qualityViolations)
    .where(and(inArray(ruleId, ruleIds), or(isNull(endedAt), gte(endedAt, since))))
  return rows.map((row) => ({
    ruleId: row.ruleId,
    startMs: row.startedAt.getTime(),
    endMs: row.endedAt?.getTime() ?? null,
  }))
}

type Parts = Map<number, Tally>

/** Adds what was counted from the start of a bucket on to the step that it lies in. */
function addTo(parts: Parts, slot: number, tally: Uint8Array) {
  const whole = parts.get(slot) ?? new Tally()
  parts.set(slot, whole)
  whole.mergeEncoded(tally)
}

function cellsOf(parts: Parts, rule: number): Cells | null {
  const own = [...parts].flatMap(([slot, tally]) => {
    const counts = tally.rules.get(rule)
    return counts ? [{ slot, ...counts }] : []
  })
  if (own.length === 0) return null
  return {
    slots: Float64Array.from(own, ({ slot }) => slot),
    counts: Float64Array.from(own, ({ checked }) => checked),
    sums: Float64Array.from(own, ({ passed }) => 100 * passed),
  }
}

/** The buckets in which rules were asked of rows: how many, and 100 for each that met. All rules of a table are read at once. */
export async function readCheckCells(db: Queryable, ids: CheckId[], extent: Extent): Promise<Map<CheckId, Cells>> {
  const asked = ids.map((id) => ({ id, numbers: id.split('/').map(Number) as [number, number] }))
  if (asked.length === 0) return new Map()
  const { stepMs, from, to, shiftMs = 0 } = extent
  const kept = stepMs % hourMs === 0 && shiftMs % hourMs === 0 ? 'sketches_1h' : 'sketches_1m'
  const series = sql`${plainArray([...new Set(asked.map(({ numbers }) => numbers[0]))])}::int[]`
  const [start, end] = [sql`${from.toISOString()}::timestamptz`, sql`${to.toISOString()}::timestamptz`]
  const rows = await db.execute<{ id: number; at: number | null; sketch: Buffer }>(sql`
    select series_id as id, extract(epoch from bucket)::float8 * 1000 as at, sketch from ${sql.identifier(kept)}
    where series_id = any(${series}) and bucket >= ${start} and bucket < ${end}
    union all
    select series_id, null, pack from sketch_log
    where id > (select sketched from compactions) and series_id = any(${series})
      and last_bucket >= ${start} and first_bucket < ${end}`)
  const all = new Map<number, Parts>()
  for (const { id, at, sketch } of rows) {
    const parts = all.get(id) ?? new Map()
    all.set(id, parts)
    for (const one of at === null ? unpackSketches(sketch, minuteMs) : [{ bucket: at, sketch }]) {
      if (one.bucket < from.getTime() || one.bucket >= to.getTime()) continue
      addTo(parts, Math.floor((one.bucket - shiftMs) / stepMs), one.sketch)
    }
  }
  return new Map(
    asked.flatMap(({ id, numbers: [tally, rule] }) => {
      const cells = cellsOf(all.get(tally) ?? new Map(), rule)
      return cells ? [[id, cells] as const] : []
    }),
  )
}
