import 'server-only'
import { formatDuration } from '@/lib/config/duration'
import type { Context } from '@/lib/context/context'
import { dayMs, minuteMs } from '@/lib/metrics/fold'
import { runQueries } from '@/lib/metrics/service/batch'
import type { RuleBody } from '../contract'
import { countBounds, isSame, lastEnd, likePeriods, MinuteCounts, mostAgeOf, periodOf } from '../periods'
import { type KnownTable, listMinutes, listTables } from '../store/tables'

type Found = {
  from: number
  to: number
  counted: 'periods' | 'minutes'
  checked: number
  failed: number
  examples: Record<string, unknown>[]
  warnings: string[]
}

const iso = (time: number) => new Date(time).toISOString()
const mostAgeLooked = 31 * dayMs

async function findTables({ db }: Context, { table, schema }: RuleBody): Promise<KnownTable[]> {
  const tables = await listTables(db.$client, [table])
  return tables.filter((one) => schema === null || one.schema === schema)
}

/** From when on a table is known: it was heard of, or what it told first happened. */
const knownSince = ({ firstSeenAt }: KnownTable, minutes: readonly { at: number }[]) =>
  Math.min(new Date(firstSeenAt).getTime(), minutes[0]?.at ?? Number.POSITIVE_INFINITY)

/** The minutes of the last day at the end of which the newest event of a table was too old. */
async function previewAge(context: Context, body: RuleBody): Promise<Found> {
  const most = mostAgeOf(body.params)
  const to = Math.floor(context.now.getTime() / minuteMs) * minuteMs
  const from = to - dayMs
  const silences: { silent_since: number; until: number }[] = []
  let [checked, failed] = [0, 0]
  for (const table of await findTables(context, body)) {
    const begin = from - Math.min(most, mostAgeLooked)
    const minutes = await listMinutes(context.db.$client, { tableId: table.id, from: begin, to })
    const counts = new MinuteCounts(minutes)
    const known = knownSince(table, minutes)
    for (let end = from + minuteMs; end <= to; end += minuteMs) {
      if (end <= known) continue
      checked += 1
      const newest = counts.newestBefore(end)
      const heard = newest === null ? known : newest + minuteMs
      if (end - heard <= most) continue
      failed += 1
      const last = silences.at(-1)
      if (last?.silent_since === heard) last.until = end
      else silences.push({ silent_since: heard, until: end })
    }
  }
  const longest = silences.sort((a, b) => b.until - b.silent_since - (a.until - a.silent_since))
  const examples = longest.map(({ silent_since, until }) => ({
    silent_since: iso(silent_since),
    until: iso(until),
    for: formatDuration(until - silent_since),
  }))
  return { from, to, counted: 'minutes', checked, failed, examples, warnings: [] }
}

/** The ends of the last day's periods, the oldest first: at least one. */
function periodsOf(now: number, perMs: number): { start: number; end: number }[] {
  const last = lastEnd(now, perMs)
  const count = Math.max(1, Math.floor(dayMs / perMs))
  return Array.from({ length: count }, (_, place) => {
    const end = last - (count - 1 - place) * perMs
    return { start: end - perMs, end }
  })
}

async function previewCount(context: Context, body: RuleBody): Promise<Found> {
  const { params } = body
  const periods = periodsOf(context.now.getTime(), periodOf(params))
  const [from, to] = [periods[0]!.start, periods.at(-1)!.end]
  const begin = params.learned ? likePeriods(from).at(-1)! : from
  const examples: Record<string, unknown>[] = []
  let [checked, failed, unknown] = [0, 0, 0]
  for (const table of await findTables(context, body)) {
    const minutes = await listMinutes(context.db.$client, { tableId: table.id, type: 'INSERT', from: begin, to })
    const counts = new MinuteCounts(minutes)
    const known = knownSince(table, minutes)
    for (const { start, end } of periods) {
      if (end <= known) continue
      const length = end - start
      const bounds = countBounds(
        params,
        params.learned ? likePeriods(start).map((at) => counts.within(at, at + length)) : [],
      )
      if (!bounds) {
        unknown += 1
        continue
      }
      checked += 1
      const rows = counts.within(start, end)
      if (rows >= bounds.min && rows <= bounds.max) continue
      failed += 1
      const expected = {
        ...(Number.isFinite(bounds.min) ? { min: Math.ceil(bounds.min) } : {}),
        ...(Number.isFinite(bounds.max) ? { max: Math.floor(bounds.max) } : {}),
      }
      examples.push({ from: iso(start), to: iso(end), rows, ...expected })
    }
  }
  const warnings =
    unknown > 0
      ? [
          `What is usual is not known yet at ${unknown.toLocaleString('en-US')} of these times: it is learned from 5 days`,
        ]
      : []
  return { from, to, counted: 'periods', checked, failed, examples: examples.reverse(), warnings }
}

async function previewMatch(context: Context, body: RuleBody): Promise<Found> {
  const { metric = '', equals = '' } = body.params
  const perMs = periodOf(body.params)
  const periods = periodsOf(context.now.getTime(), perMs)
  const [from, to] = [periods[0]!.start, periods.at(-1)!.end]
  const asked = { from: iso(from), to: iso(to), step: formatDuration(perMs) }
  const { results } = await runQueries(context, {
    queries: [
      { ref: metric, expr: metric, ...asked },
      { ref: equals, expr: equals, ...asked },
    ],
  })
  const warnings = results.flatMap((result) => ('error' in result ? [`${result.ref}: ${result.error.detail}`] : []))
  const [left, right] = results.map((result) => {
    const points = 'data' in result && 'step' in result.data ? (result.data.series[0]?.data_points ?? []) : []
    return new Map(points.map(({ timestamp, value }) => [Date.parse(timestamp), value]))
  })
  const examples: Record<string, unknown>[] = []
  let [checked, failed] = [0, 0]
  for (const { start, end } of periods) {
    const [a, b] = [left?.get(start) ?? null, right?.get(start) ?? null]
    if (a === null || b === null) continue
    checked += 1
    if (isSame(a, b, body.params)) continue
    failed += 1
    examples.push({ from: iso(start), to: iso(end), [metric]: a, [equals]: b })
  }
  return { from, to, counted: 'periods', checked, failed, examples: examples.reverse(), warnings }
}

/** What a rule about whole tables would have found, period by period; null for one that is about rows. */
export function previewPeriods(context: Context, body: RuleBody): Promise<Found> | null {
  if (body.type === 'max_age') return previewAge(context, body)
  if (body.type === 'row_count') return previewCount(context, body)
  return body.type === 'matches_metric' ? previewMatch(context, body) : null
}
