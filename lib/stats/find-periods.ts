import { autocorrelation } from './autocorrelation'
import { chanceOfPower } from './chance-of-power'
import { quantileSorted } from './quantile-sorted'
import { removeLine } from './remove-line'
import { requireNumber } from './require-number'
import { requireSeries } from './require-series'
import { requireWhole } from './require-whole'
import { robustScale } from './robust-scale'
import { sorted } from './sorted'
import { unexplainedByPhase } from './unexplained-by-phase'

export type FindPeriodsOptions = {
  /** The autocorrelation that a period needs at least; default 0.2. */
  correlation?: number
  /** The chance that a period of no meaning is confirmed by the periodogram; default 0.001. */
  significance?: number
  /** How many cycles have to be in the series, 2 or more; default 3, as a level shift looks like two cycles. */
  cycles?: number
}

/** `period` in positions; `correlation` of values that far apart, to 1; `chance` that the periodogram shows as much by accident. */
export type Period = { period: number; correlation: number; chance: number }

const clipAt = 4
const mostCandidates = 8
const worthwhile = 0.7
const misplaced = 0.02

/**
 * The periods that a series repeats itself in, those of the highest correlation first; none is an answer.
 *
 * Definition: of values clipped at 4 robust scales, less their line, the hills of the autocorrelation (corrected for the number of
 * pairs), placed by their multiples; each confirmed by the periodogram (`chanceOfPower`). A multiple of a shorter period counts if
 * it leaves less than 0.7 of the variance that the shorter one leaves (`unexplainedByPhase`). Constant values and too few have no
 * period. Throws `SeriesError` for values that are not finite or beyond ±1e150, and options out of range.
 * Reference: Vlachos, Yu and Castelli, On Periodicity Detection and Structural Periodic Similarity, SDM 2005, 449–460.
 * Example: `findPeriods(hourly)[0]?.period` is 24 where days are alike.
 */
export function findPeriods(
  values: ArrayLike<number>,
  { correlation = 0.2, significance = 0.001, cycles = 3 }: FindPeriodsOptions = {},
): Period[] {
  requireNumber('findPeriods', 'correlation', correlation, 0, 1)
  requireNumber('findPeriods', 'significance', significance, 0, 1)
  requireWhole('findPeriods', 'cycles', cycles, { least: 2 })
  const x = removeLine(clipped(requireSeries('findPeriods', values, 0, 1e150)))
  const longest = Math.floor(x.length / cycles)
  if (longest < 2) return []
  const lags = Math.min(x.length - 1, Math.ceil(longest * 1.125))
  const correlations = autocorrelation(x, lags).map((value, lag) => (value * x.length) / (x.length - lag))
  const found: Period[] = []
  for (const lag of hills(correlations, correlation)) {
    const placed = placeByMultiples(correlations, lag)
    if (placed > longest * (1 + misplaced)) continue
    const exact = Math.min(placed, longest)
    const period = Math.round(exact)
    const chance = chanceOfPower(x, exact)
    if (chance <= significance) found.push({ period, correlation: Math.min(1, correlations[period]!), chance })
  }
  return withoutMultiples(found, x).sort((a, b) => b.correlation - a.correlation)
}

function clipped(x: Float64Array): Float64Array {
  const bound = clipAt * robustScale(x)
  if (!(bound > 0)) return x
  const center = quantileSorted(sorted(x), 0.5)
  return x.map((value) => Math.max(center - bound, Math.min(center + bound, value)))
}

/**
 * Lags that none within an eighth of them surpasses, after the first fall below the least, and that do not only repeat a shorter
 * one: the highest, the shortest first.
 */
function hills(correlations: Float64Array, least: number): number[] {
  const found: number[] = []
  let lag = 1
  while (lag < correlations.length && correlations[lag]! >= least) lag++
  for (; lag < correlations.length; lag++) {
    const height = correlations[lag]!
    if (height < least) continue
    const reach = Math.max(1, lag >> 3)
    const last = Math.min(lag + reach, correlations.length - 1)
    let isTop = true
    for (let near = lag - reach; near <= last && isTop; near++) {
      isTop = near < lag ? correlations[near]! < height : correlations[near]! <= height
    }
    const repeats = (shorter: number) => isMultiple(lag, shorter) && correlations[shorter]! >= height - 0.02
    if (isTop && !found.some(repeats)) found.push(lag)
  }
  return found
    .sort((a, b) => correlations[b]! - correlations[a]!)
    .slice(0, mostCandidates)
    .sort((a, b) => a - b)
}

/** The period that a hill stands for, to a fraction of a position where its multiples have hills too. */
function placeByMultiples(correlations: Float64Array, lag: number): number {
  let period = lag
  for (let multiple = 2; multiple * period + period < correlations.length; multiple++) {
    const middle = Math.round(multiple * period)
    const reach = Math.min(Math.ceil(period / 50), lag >> 2)
    let best = middle
    for (let near = middle - reach; near <= middle + reach; near++) {
      if (correlations[near]! > correlations[best]!) best = near
    }
    period = Math.max(0.9 * lag, best / multiple)
  }
  return period
}

function isMultiple(longer: number, shorter: number): boolean {
  const ratio = longer / shorter
  return Math.abs(ratio - Math.round(ratio)) <= misplaced * ratio
}

function withoutMultiples(found: Period[], x: Float64Array): Period[] {
  const kept: (Period & { unexplained: number })[] = []
  for (const one of found) {
    const unexplained = unexplainedByPhase(x, one.period)
    const isWorthwhile = kept.every(({ period, unexplained: before }) => {
      return !isMultiple(one.period, period) || unexplained < worthwhile * before
    })
    if (isWorthwhile) kept.push({ ...one, unexplained })
  }
  return kept.map(({ unexplained: _, ...one }) => one)
}
