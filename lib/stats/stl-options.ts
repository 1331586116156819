import type { Smoothing } from './loess-into'
import { requireWhole } from './require-whole'

/** Windows are odd and count positions: of the cycle-subseries for the seasonal one, of the series for the others. */
export type StlOptions = {
  /** Positions a cycle, 2 or more; the series has at least two cycles. */
  period: number
  /** At least 3; 'periodic' gives each phase one value for the whole series. */
  seasonalWindow: number | 'periodic'
  /** Default: the smallest odd number from 1.5 · period / (1 − 1.5 / seasonalWindow). */
  trendWindow?: number
  /** Default: the smallest odd number above the period (the period itself where that is odd). */
  lowPassWindow?: number
  /** Default 0: cycle-subseries are locally level; 1: locally a line. */
  seasonalDegree?: 0 | 1
  trendDegree?: 0 | 1
  lowPassDegree?: 0 | 1
  /** Every how many positions a fit is made, the rest interpolated. Defaults: a tenth of the window, rounded up; 1 is exact. */
  seasonalJump?: number
  trendJump?: number
  lowPassJump?: number
  /** Default false. True: 15 rounds of robustness weights, of 1 inner round each (else 0, and 2). */
  robust?: boolean
  inner?: number
  outer?: number
}

export type StlPlan = {
  period: number
  periodic: boolean
  seasonal: Smoothing
  trend: Smoothing
  lowPass: Smoothing
  inner: number
  outer: number
}

const oddFrom = (least: number) => {
  const whole = Math.ceil(least)
  return whole % 2 === 0 ? whole + 1 : whole
}

/**
 * All parameters of an STL of `n` values, those left out at R's defaults.
 *
 * Definition: 'periodic' is degree 0 with a window of 10 n + 1 positions. Throws `SeriesError` for a parameter out of its range.
 * Reference: R `stl`; Cleveland et al., J. Official Statistics 6 (1990) 3–73, §4.
 * Example: `stlPlan(144, { period: 12, seasonalWindow: 7 }).trend.window` is 23.
 */
export function stlPlan(n: number, options: StlOptions): StlPlan {
  const { period, robust = false, inner = robust ? 1 : 2, outer = robust ? 15 : 0 } = options
  const periodic = options.seasonalWindow === 'periodic'
  const seasonalWindow = options.seasonalWindow === 'periodic' ? 10 * n + 1 : options.seasonalWindow
  requireWhole('stl', 'period', period, { least: 2 })
  requireWhole('stl', 'seasonal window', seasonalWindow, { least: 3, odd: true })
  requireWhole('stl', 'inner', inner, { least: 1 })
  requireWhole('stl', 'outer', outer, { least: 0 })
  const smoothing = (name: string, window: number, degree: 0 | 1, jump = Math.ceil(window / 10)): Smoothing => {
    requireWhole('stl', `${name} window`, window, { least: 3, odd: true })
    requireWhole('stl', `${name} degree`, degree, { least: 0, most: 1 })
    requireWhole('stl', `${name} jump`, jump, { least: 1 })
    return { window, degree, jump }
  }
  const trendWindow = options.trendWindow ?? oddFrom((1.5 * period) / (1 - 1.5 / seasonalWindow))
  const trendDegree = options.trendDegree ?? 1
  return {
    period,
    periodic,
    seasonal: smoothing('seasonal', seasonalWindow, periodic ? 0 : (options.seasonalDegree ?? 0), options.seasonalJump),
    trend: smoothing('trend', trendWindow, trendDegree, options.trendJump),
    lowPass: smoothing(
      'low-pass',
      options.lowPassWindow ?? oddFrom(period),
      options.lowPassDegree ?? trendDegree,
      options.lowPassJump,
    ),
    inner,
    outer,
  }
}
