import { bisquareWeightsInto } from './bisquare-weights-into'
import { largestToFit, localFit, type TricubeTable, tricubeTable } from './local-fit'
import { loessInto, type Smoothing } from './loess-into'
import { movingAverageInto } from './moving-average-into'
import { requireSeries } from './require-series'
import { type StlOptions, stlPlan } from './stl-options'

/** Each as long as the series; the first three in its units, weights from 0 to 1. */
export type Stl = { seasonal: Float64Array; trend: Float64Array; remainder: Float64Array; weights: Float64Array }

/**
 * STL: a series taken apart into seasonal + trend + remainder by LOESS, with weights that keep outliers out if `robust`.
 *
 * Definition: an inner loop (cycle-subseries smoothing, its low-pass filter taken away, trend smoothing) inside an outer one
 * (bisquare robustness weights of the remainder). `remainder` is values − seasonal − trend, so the three add up. `weights` are
 * those of the last round, all 1 without outer rounds. Throws `SeriesError` for fewer values than two periods, values that
 * are not finite or beyond ±1e300, and parameters out of range.
 * Reference: Cleveland, Cleveland, McRae and Terpenning, J. Official Statistics 6 (1990) 3–73; R `stl`, statsmodels `STL`.
 * Example: `stl(monthly, { period: 12, seasonalWindow: 'periodic', robust: true }).trend`
 */
export function stl(values: ArrayLike<number>, options: StlOptions): Stl {
  const plan = stlPlan(values.length, options)
  const { period, seasonal: seasonalSmoothing, trend: trendSmoothing, lowPass: lowPassSmoothing } = plan
  const y = requireSeries('stl', values, 2 * period, largestToFit(values.length))
  const n = y.length
  const seasonal = new Float64Array(n)
  const trend = new Float64Array(n)
  const remainder = new Float64Array(n)
  const weights = new Float64Array(n).fill(1)
  const work = new Float64Array(n)
  const cycles = new Float64Array(n + 2 * period)
  const filtered = new Float64Array(n + 2 * period)
  const subseries = subseriesSpace(Math.ceil(n / period))
  const seasonalTable = tricubeTable(subseries.y.length + 2)
  const trendTable = tricubeTable(n + 1)
  const lowPassTable = tricubeTable(n + 1)
  for (let round = 0; round <= plan.outer; round++) {
    if (round > 0) {
      for (let i = 0; i < n; i++) remainder[i] = y[i]! - seasonal[i]! - trend[i]!
      bisquareWeightsInto(weights, remainder, work)
    }
    const robustness = round > 0 ? weights : null
    for (let inner = 0; inner < plan.inner; inner++) {
      for (let i = 0; i < n; i++) work[i] = y[i]! - trend[i]!
      smoothCycles(cycles, work, robustness, period, seasonalSmoothing, subseries, seasonalTable)
      const once = movingAverageInto(filtered, cycles, n + 2 * period, period)
      const twice = movingAverageInto(filtered, filtered, once, period)
      movingAverageInto(filtered, filtered, twice, 3)
      loessInto(work, 0, filtered, n, null, lowPassSmoothing, lowPassTable)
      for (let i = 0; i < n; i++) {
        seasonal[i] = cycles[period + i]! - work[i]!
        work[i] = y[i]! - seasonal[i]!
      }
      loessInto(trend, 0, work, n, robustness, trendSmoothing, trendTable)
    }
  }
  if (plan.periodic) averagePhases(seasonal, period)
  for (let i = 0; i < n; i++) remainder[i] = y[i]! - seasonal[i]! - trend[i]!
  return { seasonal, trend, remainder, weights }
}

const subseriesSpace = (length: number) => ({
  y: new Float64Array(length),
  weights: new Float64Array(length),
  smooth: new Float64Array(length + 2),
})

/** Smooths the values of each phase as a series of its own, one cycle longer at both ends: `out` begins a period early. */
function smoothCycles(
  out: Float64Array,
  y: Float64Array,
  robustness: Float64Array | null,
  period: number,
  smoothing: Smoothing,
  space: ReturnType<typeof subseriesSpace>,
  table: TricubeTable,
): void {
  const { window, degree } = smoothing
  const { smooth } = space
  const phaseWeights = robustness && space.weights
  for (let phase = 0; phase < period; phase++) {
    const count = Math.floor((y.length - 1 - phase) / period) + 1
    for (let i = 0; i < count; i++) space.y[i] = y[i * period + phase]!
    if (robustness) for (let i = 0; i < count; i++) space.weights[i] = robustness[i * period + phase]!
    loessInto(smooth, 1, space.y, count, phaseWeights, smoothing, table)
    const excess = window > count ? Math.floor((window - count) / 2) : 0
    const spread = 0.001 * (count - 1)
    const near = Math.min(window, count) - 1
    const before = localFit(space.y, phaseWeights, -1, 0, near, degree, excess, spread, table)
    const first = Math.max(0, count - window)
    const after = localFit(space.y, phaseWeights, count, first, count - 1, degree, excess, spread, table)
    smooth[0] = Number.isNaN(before) ? smooth[1]! : before
    smooth[count + 1] = Number.isNaN(after) ? smooth[count]! : after
    for (let i = 0; i < count + 2; i++) out[i * period + phase] = smooth[i]!
  }
}

function averagePhases(seasonal: Float64Array, period: number): void {
  for (let phase = 0; phase < period; phase++) {
    let sum = 0
    let count = 0
    for (let i = phase; i < seasonal.length; i += period, count++) sum += seasonal[i]!
    for (let i = phase; i < seasonal.length; i += period) seasonal[i] = sum / count
  }
}
