import type { PreparedEvent } from '@/lib/events/prepare'
import type { RowTurn } from '@/lib/events/timeline'
import type { Outcome, RowCheck } from './check'

/** A rule in force that is judged as rows are written. */
export type RowRule = { id: string; check: RowCheck | 'key'; columns: string[] }
/** An event with the columns that it wrote (null: all of them) and how it changed rows. */
export type Judged = {
  event: Pick<PreparedEvent, 'type' | 'at' | 'after' | 'clear' | 'rowKey'>
  written: string[] | null
  turns: RowTurn[] | 'inserted'
}

const isKey = (rowKey: string | null, columns: readonly string[]): boolean => {
  if (rowKey === null) return false
  const [only] = columns
  if (columns.length === 1 && only !== undefined && !rowKey.startsWith(`{${JSON.stringify(only)}:`)) return false
  return Object.keys(JSON.parse(rowKey)).sort().join('\0') === [...columns].sort().join('\0')
}

/** Whether an INSERT gave a key to a row that another has already. */
function judgeKey({ event, turns }: Judged, columns: readonly string[]): Outcome {
  if (event.type !== 'INSERT' || !isKey(event.rowKey, columns)) return 'skipped'
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
