import { displayName } from '@/components/charts/palette'
import type { Condition } from '@/lib/metrics/condition'
import { splitFilter } from '@/lib/metrics/filter-text'

/** `status is paid or open`. */
export function conditionWords(condition: Condition): string {
  const { label, negate } = condition
  if ('pattern' in condition) return `${label} ${negate ? 'does not match' : 'matches'} ${condition.pattern}`
  return `${label} ${negate ? 'is not' : 'is'} ${condition.values.map(displayName).join(' or ')}`
}

/** The filter with the condition at `index` replaced; one more where there is none. */
export function putCondition(filter: string, index: number, text: string): string {
  const parts = splitFilter(filter)
  parts[Math.min(index, parts.length)] = text
  return parts.join(',')
}

export const dropCondition = (filter: string, index: number) =>
  splitFilter(filter)
    .filter((_, at) => at !== index)
    .join(',')
