const minuteMs = 60_000
const leastPatienceMs = 15 * minuteMs
const patienceInLags = 1.5

/** `heardMs` is when a source last sent anything, `lagMs` the longest that anything of its last day took to arrive. */
export type Heard = { watermarkMs: number; heardMs: number; lagMs: number }

/** How long a source may send nothing before that says something: half again as long as it took at the most, so that one that comes in batches is waited for. */
export const patienceOf = (lagMs: number) => Math.max(leastPatienceMs, patienceInLags * lagMs)

/** How far the changes of a source are known: as far as it has told of, and where it stopped, up to when it should have been heard. */
export function knownUntil({ watermarkMs, heardMs, lagMs }: Heard, nowMs: number): number {
  const overdueMs = nowMs - patienceOf(lagMs)
  return heardMs < overdueMs ? Math.max(watermarkMs, overdueMs) : watermarkMs
}
