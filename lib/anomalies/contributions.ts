import { otherCategory } from '@/lib/metrics/discover'

/** What a value of a dimension had: rows and what they add up to, in the window and in a usual one. */
export type Part = { value: string; rows: number; sum: number; usualRows: number; usualSum: number }

/** `amount`: of counts and sums; `average`: of means. Whatever it is, differences of parts add up to that of the whole. */
export type Measure = 'amount' | 'average'

/** `share` of the whole change, 1 being all of it; null where nothing changed. `telling`: it is one of the few that carry the change. */
export type Contribution = {
  value: string
  usual: number | null
  actual: number | null
  difference: number
  share: number | null
  surprise: number
  telling: boolean
}

/** `mix` and `within`, of averages: what came of other proportions, and of other values in the same proportions; they add up to 1. */
export type Dimension = {
  dimension: string
  explained: number
  surprise: number
  mix: number | null
  within: number | null
  values: Contribution[]
}

const leastShare = 0.1
const enoughShare = 0.67
const leastExplained = 0.5
const leastLift = 0.12
const leastDeviation = 2.5
const shownAtMost = 12

const total = (parts: readonly Part[], of: (part: Part) => number) => parts.reduce((sum, part) => sum + of(part), 0)
const ratio = (part: number, whole: number) => (whole === 0 ? 0 : part / whole)

/** One value's part of the Jensen–Shannon divergence between usual and actual shares, in nats. */
function surpriseOf(usual: number, actual: number): number {
  const [p, q] = [Math.max(0, usual), Math.max(0, actual)]
  const term = (a: number) => (a > 0 ? a * Math.log((2 * a) / (p + q)) : 0)
  return 0.5 * (term(p) + term(q))
}

/** `lift`: how much more of the change than of the whole it is; `least` of that it has to be to tell. */
type Judged = Contribution & { lift: number; least: number; deviation: number }

/** A value that is most of the whole can hardly be more of the change. */
const leastOf = (weight: number) => Math.min(leastLift, (1 - weight) / 2)

function judgeAmounts(parts: readonly Part[], likeDays: number): Judged[] {
  const change = total(parts, ({ sum, usualSum }) => sum - usualSum)
  const actualSize = total(parts, ({ sum }) => Math.abs(sum))
  const usualSize = total(parts, ({ usualSum }) => Math.abs(usualSum))
  const [rows, usualRows] = [total(parts, (part) => part.rows), likeDays * total(parts, (part) => part.usualRows)]
  const byChance = 1 / Math.max(1, rows) + 1 / Math.max(1, usualRows)
  return parts.map(({ value, sum, usualSum }) => {
    const difference = sum - usualSum
    const p = ratio(Math.abs(usualSum), usualSize)
    const q = actualSize === 0 ? p : Math.abs(sum) / actualSize
    const share = change === 0 ? null : difference / change
    const spread = Math.sqrt(Math.max(p * (1 - p), byChance) * byChance)
    const judged = { value, usual: usualSum, actual: sum, difference, share, surprise: surpriseOf(p, q) }
    return { ...judged, telling: false, lift: (share ?? 0) - p, least: leastOf(p), deviation: Math.abs(q - p) / spread }
  })
}

/** Each value's part of the change of a mean: its weight's change times how far off the mean it usually is, and its own change. */
function judgeAverages(parts: readonly Part[]): { judged: Judged[]; mix: number | null; within: number | null } {
  const [rows, usualRows] = [total(parts, (part) => part.rows), total(parts, (part) => part.usualRows)]
  const mean = ratio(
    total(parts, ({ sum }) => sum),
    rows,
  )
  const usualMean = ratio(
    total(parts, ({ usualSum }) => usualSum),
    usualRows,
  )
  const change = mean - usualMean
  let [mixed, inside] = [0, 0]
  const judged = parts.map(({ value, rows: count, sum, usualRows: usualCount, usualSum }): Judged => {
    const [weight, usualWeight] = [ratio(count, rows), ratio(usualCount, usualRows)]
    const usual = usualCount > 0 ? usualSum / usualCount : null
    const actual = count > 0 ? sum / count : null
    const mix = (weight - usualWeight) * ((usual ?? usualMean) - usualMean)
    const within = actual === null ? 0 : weight * (actual - (usual ?? usualMean))
    mixed += mix
    inside += within
    const share = change === 0 ? null : (mix + within) / change
    const surprise = surpriseOf(usualWeight, weight)
    const most = Math.max(weight, usualWeight)
    const found = { value, usual, actual, difference: mix + within, share, surprise, telling: false }
    return { ...found, lift: (share ?? 0) - most, least: leastOf(most), deviation: Number.POSITIVE_INFINITY }
  })
  if (change === 0) return { judged, mix: null, within: null }
  return { judged, mix: mixed / change, within: inside / change }
}

/** Marks the few values that carry more of the change than they are of the whole, until two thirds are explained. */
function markTelling(judged: Judged[]): number {
  let explained = 0
  const most = judged.length === 2 ? 1 : Math.max(1, Math.floor(judged.length / 2))
  const ranked = judged
    .filter(
      ({ share, lift, least, deviation }) => (share ?? 0) >= leastShare && lift >= least && deviation >= leastDeviation,
    )
    .sort((a, b) => b.share! * b.surprise - a.share! * a.surprise || b.share! - a.share!)
  for (const one of ranked.slice(0, most)) {
    if (explained >= enoughShare) break
    one.telling = true
    explained += one.share!
  }
  if (explained >= leastExplained) return explained
  for (const one of ranked) one.telling = false
  return 0
}

/** The largest changes; what lies beyond is one value, so that all still add up. */
function shown(parts: readonly Part[]): Part[] {
  if (parts.length <= shownAtMost) return [...parts]
  const size = (part: Part) => Math.max(Math.abs(part.sum - part.usualSum), Math.abs(part.rows - part.usualRows))
  const ranked = [...parts].sort(
    (a, b) => Number(a.value === otherCategory) - Number(b.value === otherCategory) || size(b) - size(a),
  )
  const rest = ranked.slice(shownAtMost - 1)
  const other = { rows: 0, sum: 0, usualRows: 0, usualSum: 0, value: otherCategory }
  for (const { rows, sum, usualRows, usualSum } of rest) {
    other.rows += rows
    other.sum += sum
    other.usualRows += usualRows
    other.usualSum += usualSum
  }
  return [...ranked.slice(0, shownAtMost - 1), other]
}

/** `likeDays` is how many days the usual is the mean of: what few say is less sure. */
export type Question = { dimension: string; parts: readonly Part[]; measure: Measure; likeDays: number }

/**
 * How the values of one dimension carry a change: explanatory power (share of the change) and surprise (how much their share of
 * the whole is another one), as in Adtributor; a value tells only if it carries more of the change than it usually is of the
 * whole, and its share is off by more than chance makes it.
 * Reference: Bhagwan et al., Adtributor: Revenue Debugging in Advertising Systems, NSDI 2014.
 */
export function explainDimension({ dimension, parts: all, measure, likeDays }: Question): Dimension {
  const parts = shown(all)
  const averages = measure === 'average' ? judgeAverages(parts) : null
  const judged = averages?.judged ?? judgeAmounts(parts, likeDays)
  const explained = markTelling(judged)
  const surprise = judged.reduce((sum, one) => sum + (one.telling ? one.surprise : 0), 0)
  judged.sort(
    (a, b) =>
      Number(a.value === otherCategory) - Number(b.value === otherCategory) ||
      Math.abs(b.difference) - Math.abs(a.difference) ||
      (a.value < b.value ? -1 : 1),
  )
  const values = judged.map(({ lift: _lift, least: _least, deviation: _deviation, ...one }) => one)
  return { dimension, explained, surprise, mix: averages?.mix ?? null, within: averages?.within ?? null, values }
}

/** Dimensions by how much their few telling values explain, those whose shares changed most first among equals. */
export function rankDimensions(dimensions: readonly Dimension[]): Dimension[] {
  const rank = ({ explained }: Dimension) => Math.round(Math.min(1, explained) * 10)
  return [...dimensions].sort(
    (a, b) => rank(b) - rank(a) || b.surprise - a.surprise || (a.dimension < b.dimension ? -1 : 1),
  )
}
