import { SeriesError } from './series-error'

/**
 * Throws a `SeriesError` unless a parameter is a number from `least` to `most`, both ends included.
 *
 * Reference: the caller's own definition of its parameter.
 * Example: `requireNumber('ewma', 'alpha', 2, 0, 1)` throws “ewma: alpha is 2, not a number from 0 to 1”.
 */
export function requireNumber(caller: string, name: string, value: number, least: number, most: number): void {
  if (value >= least && value <= most) return
  throw new SeriesError(`${caller}: ${name} is ${value}, not a number from ${least} to ${most}`)
}
