import { dayMs } from './grid'

/** How much history a pass reads: a window to measure each bucket of a window by, within two days and four weeks. */
export const historyMs = (windowMs: number) => Math.min(28 * dayMs, Math.max(2 * dayMs, 2 * windowMs))
