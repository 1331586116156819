import { isMasked } from '@/lib/events/pseudonym'
import type { Outcome, RowCheck } from './check'
import type { RuleType } from './contract'

type Row = Record<string, unknown>

/** A row as it is stored, and the columns that were written (null: all of them). */
export type StoredRow = { type: string; after: Row; written: string[] | null }

/** What a rule says of a row long after it came; `hidden` where what it reads is stored masked. */
export function judgeStored(
  check: RowCheck,
  ruleType: RuleType,
  { type, after, written }: StoredRow,
): Outcome | 'hidden' {
  const { columns } = check
  if (type === 'UPDATE' && written && !columns.some((column) => written.includes(column))) return 'skipped'
  const isHidden = columns.some((column) => typeof after[column] === 'string' && isMasked(after[column]))
  return isHidden && ruleType !== 'not_null' ? 'hidden' : check.judge(after)
}
