import { incompleteGamma } from './incomplete-gamma'
import { periodogram } from './periodogram'

const harmonics = 6

/**
 * The chance that a noise, white or red, has as much power at a period and its first 6 harmonics, over their neighbours in the
 * periodogram, as a series has; 1 for less than two cycles.
 *
 * Definition: of the last whole cycles, less the slope from the first to the last of them: each ordinate over the sum of `m`
 * neighbours is passed with chance (1 + ratio)^−m; all are combined by Fisher's method, and the least by Šidák's; twice the smaller.
 * Reference: Fisher, Statistical Methods for Research Workers, 4th ed. (1932), §21.1; Brockwell and Davis, Time Series: Theory and
 * Methods, 2nd ed., §10.2.
 * Example: `chanceOfPower(hourly, 24)` is near 0 where days are alike.
 */
export function chanceOfPower(x: Float64Array, period: number): number {
  const cycles = Math.floor(x.length / period)
  if (cycles < 2) return 1
  const power = periodogram(lastCycles(x, period, cycles))
  const reach = cycles >= 5 ? 2 : 1
  let surprise = 0
  let largest = 0
  let count = 0
  for (let at = cycles; count < harmonics && at < power.length; at += cycles) {
    let around = 0
    let neighbours = 0
    for (let near = at - reach; near <= Math.min(at + reach, power.length - 1); near++) {
      if (near === at) continue
      around += power[near]!
      neighbours++
    }
    const one = power[at]! > 0 ? neighbours * Math.log1p(power[at]! / around) : 0
    surprise += one
    largest = Math.max(largest, one)
    count++
  }
  if (count === 0) return 1
  const combined = Math.exp(incompleteGamma(count, surprise).logUpper)
  const least = -Math.expm1(count * Math.log1p(-Math.exp(-largest)))
  return Math.min(1, 2 * Math.min(combined, least))
}

function lastCycles(x: Float64Array, period: number, cycles: number): Float64Array {
  const whole = x.slice(x.length - Math.round(cycles * period))
  const length = Math.floor(period)
  let rise = 0
  for (let i = 0; i < length; i++) rise += whole[whole.length - length + i]! - whole[i]!
  const slope = rise / length / (whole.length - length)
  return whole.map((value, i) => value - slope * i)
}
