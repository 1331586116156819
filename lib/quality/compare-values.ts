import { isLosslessNumber } from 'lossless-json'
import { marker } from '@/lib/events/marker'
import { DecimalSum } from '@/lib/metrics/decimal'
import { readNumber } from '@/lib/metrics/shape'
import type { Operator } from './contract'
import { readTime } from './times'

/** Whether there is no value to judge: null, missing, or masked. */
export const isNothing = (value: unknown): boolean => value === null || value === undefined || value === marker

/** Below zero where `a` is the smaller number; exact, whatever their digits. */
function byNumber(a: number | string, b: number | string): number {
  const rough = Number(a) - Number(b)
  if (typeof a === 'number' && typeof b === 'number') return rough
  const difference = new DecimalSum()
  difference.add(a)
  difference.add(String(b).startsWith('-') ? String(b).slice(1) : `-${b}`)
  const exact = Number(difference.toString())
  return exact
}

const text = (value: unknown) => (isLosslessNumber(value) ? value.toString() : String(value))

/** How two values stand to one another: as numbers where both are, else as times, else as texts; null where that says nothing. */
export function orderOf(a: unknown, b: unknown): number | null {
  const [left, right] = [readNumber(a), readNumber(b)]
  if (left !== null && right !== null) return byNumber(left, right)
  const [then, now] = [readTime(a), readTime(b)]
  if (then !== null && now !== null) return then - now
  if (typeof a === 'object' && !isLosslessNumber(a)) return null
  if (typeof b === 'object' && !isLosslessNumber(b)) return null
  const [one, other] = [text(a), text(b)]
  return one === other ? 0 : one < other ? -1 : 1
}

export function compareValues(operator: Operator, a: unknown, b: unknown): boolean | null {
  const order = orderOf(a, b)
  if (order === null) return null
  if (operator === '=') return order === 0
  if (operator === '!=') return order !== 0
  if (operator === '<') return order < 0
  if (operator === '<=') return order <= 0
  return operator === '>' ? order > 0 : order >= 0
}
