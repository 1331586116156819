import { type Condition, judgeValue } from './condition'
import { type Instance, type Policy, quiet, step } from './lifecycle'

export type Point = { at: number; value: number | null; reference: number | null }
export type Firing = { started: number; ended: number | null; peak: number | null }

const farther = (a: number | null, b: number | null, upward: boolean) => {
  if (a === null || b === null) return a ?? b
  return upward ? Math.max(a, b) : Math.min(a, b)
}

/** When a rule would have fired over the values of one series, each point being the end of a window; the oldest first. */
export function replay(points: readonly Point[], condition: Condition, policy: Policy): Firing[] {
  const firings: Firing[] = []
  let instance: Instance = quiet(points[0]?.at ?? 0)
  const upward = !condition.operator.startsWith('<')
  for (const { at, value, reference } of points) {
    const next = step(instance, judgeValue(value, reference, condition), policy, at)
    if (next.move === 'opened' || next.move === 'flapping')
      firings.push({ started: next.instance.since, ended: null, peak: value })
    const last = firings.at(-1)
    if (next.move === 'resolved' && last) last.ended = at
    if (next.instance.state === 'firing' && last) last.peak = farther(last.peak, value, upward)
    instance = next.instance
  }
  return firings
}
