import type { PreparedEvent } from '@/lib/events/prepare'
import type { RowTurn } from '@/lib/events/timeline'
import type { Outcome, RowCheck } from './check'
import { isKeyOf, type ValueIndex } from './row-values'

/** A rule in force that is judged as rows are written; its checks are counted under `number`. */
export type RowRule = { id: string; number: number; check: RowCheck | 'key'; columns: string[] }
/** What is asked of the rows of a table as they are written, and which of their values are kept. */
export type TableRules = { rules: readonly RowRule[]; indexes: readonly ValueIndex[] }
/** An event with the columns that it wrote (null: all of them) and how it changed rows. */
export type Judged = {
  event: Pick<PreparedEvent, 'type' | 'at' | 'after' | 'clear' | 'rowKey'>
  written: string[] | null
  turns: RowTurn[] | 'inserted'
}

/** Whether an INSERT gave a key to a row that another has already. */
function judgeKey({ event, turns }: Judged, columns: readonly string[]): Outcome {
  if (event.type !== 'INSERT' || event.rowKey === null || !isKeyOf(event.rowKey, columns)) return 'skipped'
  if (turns === 'inserted') return 'passed'
  const own = turns.find(({ at, weight }) => at === event.at && weight === 1)
  return own?.from ? 'failed' : 'passed'
}

/** What a rule says of an event; rows are judged when they come and when what the rule reads of them is written. */
export function judgeRow(rule: RowRule, judged: Judged): Outcome {
  if (rule.check === 'key') return judgeKey(judged, rule.columns)
  const { event, written } = judged
  const { type, after, clear } = event
  if (!after || (type !== 'INSERT' && type !== 'UPDATE' && type !== 'SNAPSHOT')) return 'skipped'
  if (type === 'UPDATE' && written && !rule.check.columns.some((column) => written.includes(column))) return 'skipped'
  return rule.check.judge(clear ?? after)
}
