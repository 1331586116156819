import { functions, isFunction } from '@/lib/metrics/formula/functions'
import { aggregations } from '@/lib/metrics/question-words'

const said: Record<string, string> = {
  abs: 'The size of a value without its sign',
  clamp: 'A value kept between a least and a most',
  coalesce: 'The first value, or the second where there is none',
  cumulative: 'The running total from the start of the interval',
  max2: 'The larger of two values at each step',
  min2: 'The smaller of two values at each step',
  moving_avg: 'The mean of so many steps up to each',
  percent_change: 'The change against the step before, in percent',
  rate: 'Per second of the step',
  ratio: 'The first divided by the second, nothing where that is zero',
  shift: 'The value so long before',
}

export type Signature = { name: string; parameters: readonly string[]; info: string }

/** What a function or an aggregation takes; null where there is none of the name. */
export function signatureOf(name: string): Signature | null {
  if (isFunction(name)) return { name, parameters: functions[name], info: said[name] ?? '' }
  if (!aggregations.some((one) => one === name)) return null
  return { name, parameters: ['metric'], info: `The ${name} of a metric's samples` }
}

/** All that can be called in a formula. */
export const signatures: Signature[] = [...new Set([...Object.keys(functions), ...aggregations])].flatMap(
  (name) => signatureOf(name) ?? [],
)
