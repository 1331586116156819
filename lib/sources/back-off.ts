/** Milliseconds to wait before try `attempt` (from 0): doubling from `firstMs`, at most `longestMs`. */
export function backOff(attempt: number, firstMs: number, longestMs: number): number {
  return Math.min(longestMs, firstMs * 2 ** Math.min(attempt, 30))
}
