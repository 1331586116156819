import 'server-only'
import { pgArray } from '@/lib/db/array'
import type { Queryable, Sql } from '@/lib/db/client'
import { hourMs } from '@/lib/metrics/fold'
import type { Resolution } from '@/lib/metrics/plan'
import { decodeSketch } from '@/lib/metrics/sketch/sketch'
import type { Tally } from '@/lib/metrics/sketch/tally'
import { readSketches } from '@/lib/metrics/store/sketches'
import type { Window } from '../incident'

export type Counted = { ruleId: string; tableId: number; checked: number; passed: number }

/** The interval in the buckets that it is counted by: minutes where it is short, hours where it is long. */
export function countedInterval(
  from: number,
  to: number,
): { from: number; to: number; table: 'samples_1m' | 'samples_1h' } {
  const width = to - from > 6 * hourMs ? hourMs : 60_000
  const floor = (at: number) => Math.floor(at / width) * width
  return { from: floor(from), to: floor(to - 1) + width, table: width === hourMs ? 'samples_1h' : 'samples_1m' }
}

type TallySeries = { id: number; tableId: number; number: number; ruleId: string }

/** The series that hold what rules counted, one for each source table of a rule. */
function listSeries(sql: Sql, ruleIds: string[]): Promise<TallySeries[]> {
  return sql<TallySeries[]>`
    select series.id, table_id as "tableId", checks.id as number, checks.field as "ruleId"
    from measures checks join measures tallies on tallies.table_name = checks.table_name and tallies.kind = 'tally'
    join series on series.measure_id = tallies.id
    where checks.kind = 'check' and checks.field = any(${pgArray(ruleIds)}::text[])`
}

type Span = { from: number; to: number; resolution: Resolution }

/** Hands over each tally of series in the span, with the start of its bucket. */
async function readTallies(
  sql: Sql,
  ids: number[],
  span: Span,
  take: (seriesId: number, at: number, tally: Tally) => void,
) {
  const series = ids.map((id) => ({ id, group: id }))
  for await (const some of readSketches(sql, { pieces: [span], series })) {
    for (const { group, bucket, sketch } of some) {
      if (bucket >= span.from && bucket < span.to) take(group, bucket, decodeSketch(sketch) as Tally)
    }
  }
}

/** How many rows each rule was asked of, and how many met it, by source table. */
export async function countChecks(sql: Sql, ruleIds: string[], from: number, to: number): Promise<Counted[]> {
  if (ruleIds.length === 0 || from >= to) return []
  const { table: resolution, ...interval } = countedInterval(from, to)
  const series = await listSeries(sql, ruleIds)
  const wholes = new Map<number, Tally>()
  const ids = [...new Set(series.map(({ id }) => id))]
  await readTallies(sql, ids, { ...interval, resolution }, (id, _, tally) => {
    const whole = wholes.get(id)
    if (whole) whole.merge(tally)
    else wholes.set(id, tally)
  })
  return series.flatMap(({ id, tableId, number, ruleId }) => {
    const counts = wholes.get(id)?.rules.get(number)
    return counts ? [{ ruleId, tableId, ...counts }] : []
  })
}

/** The checks of a rule on a source table by windows of `windowMs`, oldest first; windows without a check are left out. */
export async function readWindows(
  sql: Sql,
  of: { ruleId: string; tableId: number; windowMs: number },
  from: number,
  to: number,
): Promise<Window[]> {
  const own = (await listSeries(sql, [of.ruleId])).find(({ tableId }) => tableId === of.tableId)
  if (!own || from >= to) return []
  const windows = new Map<number, Window>()
  await readTallies(sql, [own.id], { from, to, resolution: 'samples_1m' }, (_, at, tally) => {
    const counts = tally.rules.get(own.number)
    if (!counts) return
    const start = Math.floor(at / of.windowMs) * of.windowMs
    const known = windows.get(start) ?? { start, checked: 0, passed: 0 }
    windows.set(start, known)
    known.checked += counts.checked
    known.passed += counts.passed
  })
  return [...windows.values()].sort((a, b) => a.start - b.start)
}

export type RuleExtent = { table: string; column: string | null }

/** Which of these tables and their columns have been seen. */
export async function listSeenColumns(sql: Queryable, tables: string[]): Promise<RuleExtent[]> {
  return sql<RuleExtent[]>`
    select source_tables.name as table, table_columns.name as column
    from source_tables left join table_columns on table_columns.table_id = source_tables.id
    where source_tables.name = any(${pgArray(tables)}::text[])`
}
