import { hourMs } from '@/lib/metrics/fold'

/** The checks of a rule in a window that begins at `start`, milliseconds. */
export type Window = { start: number; checked: number; passed: number }
export type Judgement = { windowMs: number; threshold: number; minRows: number }

/** Whether a window says that the rule is broken, or met; null where it has too few rows to say. */
export function isBroken({ checked, passed }: Window, { threshold, minRows }: Judgement): boolean | null {
  if (checked < minRows) return null
  return (passed / checked) * 100 < threshold
}

/** Failures so far apart are of one violation still: a rule that is broken now and then is not many. */
export const togetherMs = ({ windowMs }: Pick<Judgement, 'windowMs'>) => Math.max(hourMs, 3 * windowMs)

/** Where a violation ended: the start of the first window after `since` that is over and met the rule; null while there is none. */
export function endOf(windows: readonly Window[], since: number, now: number, judgement: Judgement): number | null {
  for (const window of windows) {
    if (window.start < since || window.start + judgement.windowMs > now) continue
    const broken = isBroken(window, judgement)
    if (broken === false) return window.start
    if (broken) return null
  }
  return null
}

/** All broken windows together: the first start, the last end, and what they count. Null without one. */
export function spanOf(windows: readonly Window[], judgement: Judgement) {
  const broken = windows.filter((window) => isBroken(window, judgement))
  const [first] = broken
  if (!first) return null
  const checked = broken.reduce((sum, one) => sum + one.checked, 0)
  const passed = broken.reduce((sum, one) => sum + one.passed, 0)
  return {
    startedAt: first.start,
    lastFailedAt: broken.at(-1)!.start + judgement.windowMs,
    checked,
    failed: Math.round(checked - passed),
  }
}
