import { autocorrelation } from './autocorrelation'
import { incompleteGamma } from './incomplete-gamma'
import { periodogram } from './periodogram'
import { quantileSorted } from './quantile-sorted'
import { removeLine } from './remove-line'
import { requireNumber } from './require-number'
import { requireSeries } from './require-series'
import { robustScale } from './robust-scale'
import { sorted } from './sorted'

export type FindPeriodsOptions = {
  /** The chance that a period of no meaning is confirmed by the periodogram; default 0.001. */
  significance?: number
  /** The autocorrelation that a period needs at least; default 0.2. */
  correlation?: number
}

/** `period` in positions; `correlation` of values that far apart, to 1; `chance` that the periodogram shows as much by accident. */
export type Period = { period: number; correlation: number; chance: number }

const fewest = 8
const clipAt = 4
const harmonics = 6
const mostCandidates = 8

/**
 * The periods that a series repeats itself in, those of the highest correlation first; none is an answer.
 *
 * Definition: without its line and clipped at 4 robust scales, hills of the autocorrelation (of all pairs that there are, corrected
 * for their number) at lags of up to half of the series, placed by their multiples; each is confirmed by the periodogram of whole
 * cycles: the power of its first 6 harmonics over that of their neighbours, by Fisher's combined chance. Multiples of a shorter
 * period are left out unless they leave less than 0.7 of what it leaves unexplained. Fewer than 8 values and constant ones have no
 * period. Throws `SeriesError` for values that are not finite or beyond ±1e150, and options out of 0..1.
 * Reference: Vlachos, Yu and Castelli, On Periodicity Detection and Structural Periodic Similarity, SDM 2005, 449–460.
 * Example: `findPeriods(hourly)[0]?.period` is 24 where days are alike.
 */
export function findPeriods(
  values: ArrayLike<number>,
  { significance = 0.001, correlation = 0.2 }: FindPeriodsOptions = {},
): Period[] {
  requireNumber('findPeriods', 'significance', significance, 0, 1)
  requireNumber('findPeriods', 'correlation', correlation, 0, 1)
  const x = clipped(removeLine(requireSeries('findPeriods', values, 0, 1e150)))
  if (x.length < fewest || x.every((value) => value === x[0])) return []
  const correlations = pairCorrelations(x)
  const found: Period[] = []
  for (const lag of hills(correlations, correlation)) {
    const period = placeByMultiples(correlations, lag)
    const chance = chanceOfPower(x, period)
    if (chance > significance) continue
    found.push({ period, correlation: Math.min(1, correlations[period]!), chance })
  }
  return withoutMultiples(found).sort((a, b) => b.correlation - a.correlation)
}

function clipped(x: Float64Array): Float64Array {
  const scale = robustScale(x)
  if (!(scale > 0)) return x
  const center = quantileSorted(sorted(x), 0.5)
  return x.map((value) => Math.max(center - clipAt * scale, Math.min(center + clipAt * scale, value)))
}

function pairCorrelations(x: Float64Array): Float64Array {
  const most = x.length >> 1
  return autocorrelation(x, most).map((value, lag) => (value * x.length) / (x.length - lag))
}

/** Lags that no lag within an eighth surpasses, after the first fall below the least; the highest ones, the shortest first. */
function hills(correlations: Float64Array, least: number): number[] {
  const found: number[] = []
  let lag = 1
  while (lag < correlations.length && correlations[lag]! >= least) lag++
  for (; lag < correlations.length; lag++) {
    const height = correlations[lag]!
    if (height < least || correlations[lag - 1]! > height) continue
    const reach = Math.max(1, lag >> 3)
    let isTop = true
    for (let near = lag - reach; near <= Math.min(lag + reach, correlations.length - 1) && isTop; near++) {
      isTop = near === lag || correlations[near]! < height || (correlations[near]! === height && near > lag)
    }
    if (isTop) found.push(lag)
  }
  return found
    .sort((a, b) => correlations[b]! - correlations[a]!)
    .slice(0, mostCandidates)
    .sort((a, b) => a - b)
}

function placeByMultiples(correlations: Float64Array, lag: number): number {
  let period = lag
  for (let multiple = 2; multiple * period < correlations.length; multiple++) {
    const reach = Math.max(1, Math.ceil(period / 50))
    let best = Math.round(multiple * period)
    for (let near = best - reach; near <= Math.min(best + reach, correlations.length - 1); near++) {
      if (correlations[near]! > correlations[best]!) best = near
    }
    period = best / multiple
  }
  return Math.round(period)
}

/** Of each harmonic the chance that noise has as much power over its neighbours, all combined by Fisher's method. */
function chanceOfPower(x: Float64Array, period: number): number {
  const cycles = Math.floor(x.length / period)
  if (cycles < 2) return 1
  const power = periodogram(x.subarray(x.length - cycles * period))
  const reach = cycles >= 5 ? 2 : 1
  let surprise = 0
  let count = 0
  for (let harmonic = 1; harmonic <= harmonics && harmonic * cycles + reach < power.length; harmonic++) {
    const at = harmonic * cycles
    let around = 0
    for (let near = 1; near <= reach; near++) around += power[at - near]! + power[at + near]!
    if (power[at]! > 0) surprise += 2 * reach * Math.log1p(power[at]! / around)
    count++
  }
  return count === 0 ? 1 : Math.exp(incompleteGamma(count, surprise).logUpper)
}

function withoutMultiples(found: Period[]): Period[] {
  return found.filter(({ period, correlation }, index) =>
    found.slice(0, index).every((shorter) => {
      const ratio = period / shorter.period
      const isMultiple = Math.abs(ratio - Math.round(ratio)) <= 0.02 * ratio
      return !isMultiple || 1 - correlation < 0.7 * (1 - shorter.correlation)
    }),
  )
}
