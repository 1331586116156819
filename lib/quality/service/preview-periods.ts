import 'server-only'
import { formatDuration } from '@/lib/config/duration'
import type { Context } from '@/lib/context/context'
import { dayMs, minuteMs } from '@/lib/metrics/fold'
import { runQueries } from '@/lib/metrics/service/batch'
import type { RuleBody, RuleParams } from '../contract'
import { countBounds, isSame, lastEnd, likePeriods, MinuteCounts, mostAgeOf, periodOf } from '../periods'
import { type KnownTable, listMinutes, listTables } from '../store/tables'

type Period = { start: number; end: number }
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
const mostTables = 50
/** So far back the beginning of a silence is looked for by the minute. */
const longestSilence = 31 * dayMs

/** The tables of a name, at most so many, and what is said where there are more. */
async function findTables({ db }: Context, { table, schema }: RuleBody) {
  const all = (await listTables(db.$client, [table])).filter((one) => schema === null || one.schema === schema)
  const warnings = all.length > mostTables ? [`Of ${all.length} tables of this name ${mostTables} are looked at`] : []
  const tables = all.slice(0, mostTables)
  /** Which of them an example is of, where there are several. */
  const placeOf = (one: KnownTable) => (tables.length > 1 ? { schema: one.schema } : {})
  return { tables, warnings, placeOf }
}

/** From when on a table is known: it was heard of, or what it told first happened. */
const knownSince = ({ firstSeenAt }: KnownTable, minutes: readonly { at: number }[]) =>
  Math.min(new Date(firstSeenAt).getTime(), minutes[0]?.at ?? Number.POSITIVE_INFINITY)

/** When the newest event of a table had happened at `time`; null where that is not known. */
function heardAt({ lastEventAt, firstSeenAt }: KnownTable, minutes: MinuteCounts, time: number): number | null {
  const newest = minutes.newestBefore(time)
  if (newest !== null) return newest + minuteMs
  const last = new Date(lastEventAt ?? firstSeenAt).getTime()
  return last <= time ? last : null
}

/** The minutes of the last day at the end of which the newest event of a table was too old. */
async function previewAge(context: Context, body: RuleBody): Promise<Found> {
  const most = mostAgeOf(body.params)
  const to = Math.floor(context.now.getTime() / minuteMs) * minuteMs
  const from = to - dayMs
  const { tables, warnings, placeOf } = await findTables(context, body)
  const silences: { silent_since: number; until: number; place: { schema?: string } }[] = []
  let [checked, failed] = [0, 0]
  for (const table of tables) {
    const minutes = await listMinutes(context.db.$client, { tableId: table.id, from: from - longestSilence, to })
    const counts = new MinuteCounts(minutes)
    const known = knownSince(table, minutes)
    let last: (typeof silences)[number] | undefined
    for (let end = from + minuteMs; end <= to; end += minuteMs) {
      const heard = end <= known ? null : heardAt(table, counts, end)
      if (heard === null) continue
      checked += 1
      if (end - heard <= most) continue
      failed += 1
      if (last?.silent_since === heard) last.until = end
      else {
        last = { silent_since: heard, until: end, place: placeOf(table) }
        silences.push(last)
      }
    }
  }
  const longest = silences.sort((a, b) => b.until - b.silent_since - (a.until - a.silent_since))
  const examples = longest.map(({ silent_since, until, place }) => ({
    ...place,
    silent_since: iso(silent_since),
    until: iso(until),
    for: formatDuration(until - silent_since),
  }))
  return { from, to, counted: 'minutes', checked, failed, examples, warnings }
}

/** The ends of the last day's periods, the oldest first: at least one. */
function periodsOf(now: number, perMs: number): Period[] {
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
  const { tables, warnings, placeOf } = await findTables(context, body)
  const examples: (Record<string, unknown> & { from: string })[] = []
  let [checked, failed, unknown] = [0, 0, 0]
  for (const table of tables) {
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
      examples.push({ ...placeOf(table), from: iso(start), to: iso(end), rows, ...expected })
    }
  }
  if (unknown > 0)
    warnings.push(
      `What is usual is not known yet at ${unknown.toLocaleString('en-US')} of these times: it is learned from 5 days`,
    )
  examples.sort((a, b) => (a.from < b.from ? 1 : -1))
  return { from, to, counted: 'periods', checked, failed, examples, warnings }
}

/** Both metrics of a rule, by where the periods begin; a single period is asked as it is judged, without steps. */
async function readBoth(context: Context, { metric = '', equals = '' }: RuleParams, perMs: number, periods: Period[]) {
  const [first] = periods
  const step = periods.length > 1 ? { step: formatDuration(perMs) } : {}
  const asked = { from: iso(first!.start), to: iso(periods.at(-1)!.end), ...step }
  const names = { a: metric, b: equals }
  const queries = Object.entries(names).map(([ref, expr]) => ({ ref, expr, ...asked }))
  const { results } = await runQueries(context, { queries })
  const warnings = results.flatMap((result) =>
    'error' in result ? [`${names[result.ref as keyof typeof names]}: ${result.error.detail}`] : [],
  )
  const values = results.map((result) => {
    if (!('data' in result)) return new Map<number, number | null>()
    if ('value' in result.data) return new Map([[first!.start, result.data.value]])
    const points = result.data.series[0]?.data_points ?? []
    return new Map(points.map(({ timestamp, value }) => [Date.parse(timestamp), value]))
  })
  return { values, warnings }
}

async function previewMatch(context: Context, { params }: RuleBody): Promise<Found> {
  const perMs = periodOf(params)
  const periods = periodsOf(context.now.getTime(), perMs)
  const { values, warnings } = await readBoth(context, params, perMs, periods)
  const examples: Record<string, unknown>[] = []
  let [checked, failed] = [0, 0]
  for (const { start, end } of periods) {
    const [a, b] = values.map((at) => at.get(start) ?? null)
    if (typeof a !== 'number' || typeof b !== 'number') continue
    checked += 1
    if (isSame(a, b, params)) continue
    failed += 1
    examples.push({ from: iso(start), to: iso(end), metric: a, equals: b })
  }
  const [from, to] = [periods[0]!.start, periods.at(-1)!.end]
  return { from, to, counted: 'periods', checked, failed, examples: examples.reverse(), warnings }
}

/** What a rule about whole tables would have found, period by period; null for one that is about rows. */
export function previewPeriods(context: Context, body: RuleBody): Promise<Found> | null {
  if (body.type === 'max_age') return previewAge(context, body)
  if (body.type === 'row_count') return previewCount(context, body)
  return body.type === 'matches_metric' ? previewMatch(context, body) : null
}
