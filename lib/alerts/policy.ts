import { parseDuration } from '@/lib/config/duration'
import type { RuleSpec } from './contract'
import type { Policy } from './lifecycle'

/** What a rule says of series that have no value, and of how long a condition must last. */
export const policyOf = ({
  for: lasting,
  no_data,
  on_error,
}: Pick<RuleSpec, 'for' | 'no_data' | 'on_error'>): Policy => ({
  forMs: parseDuration(lasting) ?? 0,
  noData: no_data,
  onError: on_error,
})
