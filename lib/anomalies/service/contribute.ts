import 'server-only'
import type { Context } from '@/lib/context/context'
import { otherCategory } from '@/lib/metrics/discover'
import { type Broken, type Cell, gatherParts, isTelling, scaleUsual } from '../break-down'
import { type Dimension, explainDimension, type Measure, rankDimensions } from '../contributions'
import { type Change, dimensionWords } from '../explain-words'
import type { Contributions } from '../explanation-contract'
import { isMean } from '../grid'
import { isUsual } from '../leave-out'
import { likeWindows, tellingWindow, type Window } from '../like-windows'
import type { AnomalyRow } from '../store/anomalies'
import { listRowsSince } from '../store/anomalies'
import {
  countEvents,
  findFirstSample,
  listCategories,
  type Rows,
  readBreakdown,
  readRolledBreakdown,
} from '../store/breakdown'
import { listEventSeries, listMetricSeries, type Queryable } from '../store/samples'
import { judgeCells } from './judge-cells'
import type { Rejudged } from './rejudge'

const rowsAtMost = 150_000
/** Rows that a rule is asked of anew are read whole. */
const rowsJudgedAtMost = 20_000
const leastLikeDays = 2
const dimensionsAtMost = 8

const iso = (ms: number) => new Date(ms).toISOString()

/** The events that a series is made of. */
async function rowsOf(db: Queryable, { series, target }: Rejudged): Promise<Rows> {
  const { kind, field, selector, metricName } = series[0]!
  const tableIds = [...new Set(target.tableIds)]
  const rows = { tableIds, types: null, notTypes: [], written: null, values: null, amount: null } satisfies Rows
  if (kind === 'events') {
    if (!selector) return rows
    return selector.negate ? { ...rows, notTypes: selector.values } : { ...rows, types: selector.values }
  }
  if (kind === 'value') return { ...rows, written: field, amount: field }
  if (target.label !== otherCategory) {
    return { ...rows, written: field, values: { list: [target.label ?? ''], negate: false } }
  }
  const all = await listMetricSeries(db, { name: metricName })
  const known = all.map(({ labelKey }) => labelKey).filter((label) => label !== otherCategory)
  return { ...rows, written: field, values: { list: known, negate: true } }
}

type Read = { cells: Cell[]; basis: 'events' | 'rollups'; window: Window; likeDays: number }

/** As many like days, and as much of the window, as can be read one by one; what is too much is read from rollups where those say it. */
async function readCells(db: Queryable, judged: Rejudged, window: Window, like: Window[]): Promise<Read | null> {
  const { target, series, peakMs, stepMs } = judged
  const wanted = target.ruleId === undefined ? await rowsOf(db, judged) : null
  const most = wanted ? rowsAtMost : rowsJudgedAtMost
  const tableIds = [...new Set(target.tableIds)]
  const eventSeries = await listEventSeries(db, tableIds)
  const all = await listCategories(db, tableIds)
  const own = series[0]!
  const columns = all.filter((column) => own.kind !== 'category' || column !== own.field)
  const isAll = own.kind === 'events' && (own.selector === null || own.selector.negate === true)
  const typeName = isAll || own.kind !== 'events' ? (all.includes('type') ? 'event type' : 'type') : null
  const peak = { fromMs: peakMs, toMs: peakMs + stepMs }
  const moved = like.map((one) => ({
    fromMs: peakMs - (window.fromMs - one.fromMs),
    toMs: peakMs + stepMs - (window.fromMs - one.fromMs),
  }))
  for (const [first, ...others] of [
    [window, ...like],
    [peak, ...moved],
  ]) {
    const counts = await countEvents(db, [first!, ...others], eventSeries)
    let sum = counts[0]!
    const affordable = others.filter((_, index) => {
      sum += counts[index + 1]!
      return sum <= most
    })
    if (affordable.length < Math.min(leastLikeDays, others.length) || counts[0]! > most) continue
    const windows = [first!, ...affordable]
    const asked = { tableIds, ruleId: target.ruleId ?? '' }
    const cells = wanted
      ? await readBreakdown(db, windows, wanted, { columns, typeName })
      : await judgeCells(db, windows, asked, { columns, typeName })
    if (!cells) return null
    if (cells.some((cell) => cell.window > 0) || cells.length > 0 || counts[0] === 0)
      return { cells, basis: 'events', window: first!, likeDays: affordable.length }
  }
  if (own.kind === 'value' || own.kind === 'check') return null
  const cells = await readRolledBreakdown(db, [window, ...like], target.tableIds)
  const kept = cells.filter(({ dimension }) => (isAll || dimension !== 'type') && dimension !== own.field)
  return { cells: kept, basis: 'rollups', window, likeDays: like.length }
}

function expectedOf({ expectedAt, stepMs, target }: Rejudged, { fromMs, toMs }: Window): number | null {
  if (isMean(target.nature)) return null
  let sum = 0
  for (let at = fromMs; at < toMs; at += stepMs) {
    const expected = expectedAt(at)
    if (expected === null) return null
    sum += expected
  }
  return sum
}

function changeOf(parts: Broken['parts'], measure: Measure): Change {
  const add = (of: (part: Broken['parts'][number]) => number) => parts.reduce((sum, part) => sum + of(part), 0)
  const [rows, sum, usualRows, usualSum] = [
    add((part) => part.rows),
    add((part) => part.sum),
    add((part) => part.usualRows),
    add((part) => part.usualSum),
  ]
  if (measure === 'amount') return { usual: usualSum, actual: sum, difference: sum - usualSum }
  const [usual, actual] = [usualRows > 0 ? usualSum / usualRows : null, rows > 0 ? sum / rows : null]
  return { usual, actual, difference: usual === null || actual === null ? null : actual - usual }
}

const none = ({ fromMs, toMs }: Window, reason: string): Contributions => ({
  words: reason,
  reason,
  basis: null,
  from: iso(fromMs),
  to: iso(toMs),
  like_days: 0,
  usual: null,
  actual: null,
  difference: null,
  dimensions: [],
})

const tooMany = 'There are too many rows, or they are kept no longer: it cannot be taken apart exactly'
const notAnew = 'Its rows cannot be asked anew: there are too many, or its rule compares them with other rows'
const shiftFrom = 0.8

/** Whether a dimension says what happened: by few values that carry it, or by a shift of the mix. */
export const carries = ({ explained, mix }: Pick<Dimension, 'explained' | 'mix'>) =>
  explained > 0 || (mix !== null && mix >= shiftFrom)

const present = (dimension: Dimension, change: Change) => ({ ...dimension, words: dimensionWords(dimension, change) })

/** Which categories carry the change of an anomaly, against the same time on like days. */
export async function contribute({ db }: Context, row: AnomalyRow, judged: Rejudged): Promise<Contributions> {
  const { target, fromMs, toMs, peakMs, stepMs } = judged
  const window = tellingWindow({ fromMs, toMs }, peakMs, stepMs)
  const eventSeries = await listEventSeries(db, target.tableIds)
  const first = await findFirstSample(db, eventSeries)
  const anomalies = (await listRowsSince(db, new Date(fromMs - 29 * 86_400_000)))
    .filter(({ id, seriesKey, feedback }) => id !== row.id && seriesKey === row.seriesKey && !isUsual(feedback))
    .map(({ startedAt, endedAt }) => ({
      fromMs: startedAt.getTime(),
      toMs: Math.min(endedAt?.getTime() ?? Number.POSITIVE_INFINITY, startedAt.getTime() + 86_400_000),
    }))
  const like = likeWindows(window, { sinceMs: first?.getTime() ?? fromMs, anomalies })
  if (like.length === 0)
    return none(window, 'No day before it is known at this time, so there is nothing to compare with')
  const read = await readCells(db, judged, window, like)
  if (!read) return none(window, target.ruleId === undefined ? tooMany : notAnew)
  const measure: Measure = isMean(target.nature) ? 'average' : 'amount'
  const expected = read.basis === 'events' ? expectedOf(judged, read.window) : null
  const broken = gatherParts(read.cells, read.likeDays).map(({ dimension, parts }) => ({
    dimension,
    parts: measure === 'amount' ? scaleUsual(parts, expected) : parts,
  }))
  if (broken.length === 0) return none(read.window, 'Its table has no categories to take it apart by')
  const change = changeOf(broken[0]!.parts, measure)
  const telling = broken.filter(isTelling)
  const ranked = rankDimensions(telling.map((one) => explainDimension({ ...one, measure, likeDays: read.likeDays })))
  const dimensions = ranked.slice(0, dimensionsAtMost).map((one) => present(one, change))
  const words = dimensions.find(carries)?.words ?? wordsOfAll(change, dimensions.length)
  return {
    words,
    reason: dimensions.length === 0 ? 'Its table has no category with more than one value' : null,
    basis: read.basis,
    from: iso(read.window.fromMs),
    to: iso(read.window.toMs),
    like_days: read.likeDays,
    ...(read.basis === 'events' ? change : { usual: null, actual: null, difference: null }),
    dimensions,
  }
}

function wordsOfAll({ difference, actual }: Change, dimensions: number): string {
  if (dimensions === 0) return 'Its table has no category with more than one value'
  if (actual === 0) return 'Everything stopped alike: no category stands out'
  return `All categories ${(difference ?? 0) < 0 ? 'fell' : 'rose'} alike: none stands out`
}
