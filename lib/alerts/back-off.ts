const firstMs = 5000
const longestMs = 30 * 60_000
/** With waits that double up to half an hour, a day has passed. */
const mostAttempts = 57

/** How long to wait after so many attempts, between half and one and a half times the doubled wait; null where enough was tried. */
export function waitAfter(attempts: number, chance: number): number | null {
  if (attempts >= mostAttempts) return null
  const doubled = Math.min(firstMs * 2 ** (attempts - 1), longestMs)
  return Math.round(doubled * (0.5 + chance))
}
