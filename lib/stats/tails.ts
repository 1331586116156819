/** Probabilities from 0 to 1 of a value and those below, and of it and those above; logarithms are natural and do not underflow. */
export type Tails = { atMost: number; atLeast: number; logAtMost: number; logAtLeast: number }

/**
 * Both tails from the logarithms of their probabilities.
 *
 * Definition: exp of each, with rounding above 1 cut off.
 * Example: `tailsOf(Math.log(0.2), Math.log(0.9))` is 0.2 at most, 0.9 at least.
 */
export function tailsOf(logAtMost: number, logAtLeast: number): Tails {
  const most = Math.min(0, logAtMost)
  const least = Math.min(0, logAtLeast)
  return { atMost: Math.exp(most), atLeast: Math.exp(least), logAtMost: most, logAtLeast: least }
}
