import type { Change, Operator } from './contract'
import type { Observation } from './lifecycle'

export type Condition = {
  operator: Operator
  threshold: number | null
  change: Pick<Change, 'direction' | 'percent' | 'absolute'> | null
  recoveryThreshold: number | null
}

const holds: Record<Operator, (value: number, threshold: number) => boolean> = {
  '>': (value, threshold) => value > threshold,
  '>=': (value, threshold) => value >= threshold,
  '<': (value, threshold) => value < threshold,
  '<=': (value, threshold) => value <= threshold,
  '=': (value, threshold) => value === threshold,
  '!=': (value, threshold) => value !== threshold,
}

export const isUpward = (operator: Operator) => operator === '>' || operator === '>='
export const isDownward = (operator: Operator) => operator === '<' || operator === '<='

/** Whether a value has changed by as much as is asked: in percent of the reference, in absolute terms, or both. */
export function hasChanged(value: number, reference: number, { direction, percent, absolute }: Change): boolean {
  const by = value - reference
  if (by === 0 || (direction === 'up' && by < 0) || (direction === 'down' && by > 0)) return false
  if (absolute !== undefined && Math.abs(by) < absolute) return false
  return percent === undefined || Math.abs(by) >= (percent / 100) * Math.abs(reference)
}

function hasRecovered(value: number, { operator, recoveryThreshold }: Condition, breached: boolean): boolean {
  if (breached) return false
  if (recoveryThreshold === null) return true
  if (isUpward(operator)) return value <= recoveryThreshold
  return isDownward(operator) ? value >= recoveryThreshold : true
}

/** What a value says of a condition; `reference` is what a change is measured from. A value that is not there is no data. */
export function judgeValue(value: number | null, reference: number | null, condition: Condition): Observation {
  const { operator, threshold, change } = condition
  if (value === null || !Number.isFinite(value)) return { kind: 'no_data' }
  if (change) {
    if (reference === null || !Number.isFinite(reference)) return { kind: 'no_data' }
    const breached = hasChanged(value, reference, { from: 'baseline', ...change })
    return { kind: 'value', breached, recovered: !breached }
  }
  const breached = threshold !== null && holds[operator](value, threshold)
  return { kind: 'value', breached, recovered: hasRecovered(value, condition, breached) }
}
