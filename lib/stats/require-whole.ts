import { SeriesError } from './series-error'

type Bounds = { least: number; most?: number; odd?: boolean }

/**
 * Throws a `SeriesError` unless a parameter is a whole number within bounds, and odd where it has to be.
 *
 * Reference: the caller's own definition of its parameter.
 * Example: `requireWhole('stl', 'period', 1.5, { least: 2 })` throws “stl: period is 1.5, not a whole number of at least 2”.
 */
export function requireWhole(
  caller: string,
  name: string,
  value: number,
  { least, most = Number.MAX_SAFE_INTEGER, odd = false }: Bounds,
): void {
  if (Number.isSafeInteger(value) && value >= least && value <= most && !(odd && value % 2 === 0)) return
  const range = most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`
  throw new SeriesError(`${caller}: ${name} is ${value}, not ${odd ? 'an odd' : 'a whole'} number ${range}`)
}
