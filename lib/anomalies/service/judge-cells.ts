import 'server-only'
import { parseJson } from '@/lib/events/parse'
import { compileCheck } from '@/lib/quality/check'
import { judgeStored } from '@/lib/quality/judge-stored'
import { findRuleRow } from '@/lib/quality/store/rules'
import type { Cell } from '../break-down'
import type { Window } from '../like-windows'
import { readWritten } from '../store/breakdown'
import type { Queryable } from '../store/samples'

type Named = { columns: string[]; typeName: string | null }
type Asked = { tableIds: number[]; ruleId: string }

/** The rows of windows that a rule is asked of, by the values they have in each dimension: 100 for each that meets it. Null where it cannot be asked anew. */
export async function judgeCells(
  db: Queryable,
  windows: readonly Window[],
  { tableIds, ruleId }: Asked,
  { columns, typeName }: Named,
): Promise<Cell[] | null> {
  const rule = await findRuleRow(db, ruleId)
  const check = rule && compileCheck(rule)
  if (!check) return null
  const names = [...(typeName === null ? [] : [typeName]), ...columns]
  const cells = new Map<string, Cell>()
  for (const { window, type, after, written, own } of await readWritten(db, windows, tableIds, columns)) {
    const row = { type, written, after: parseJson(after) as Record<string, unknown> }
    const outcome = judgeStored(check, rule.type, row)
    if (outcome === 'skipped' || outcome === 'hidden') continue
    const values = typeName === null ? own : [type, ...own]
    names.forEach((dimension, at) => {
      const key = JSON.stringify([window, dimension, values[at]])
      const cell = cells.get(key) ?? { window, dimension, value: values[at]!, rows: 0, sum: 0 }
      cells.set(key, cell)
      cell.rows++
      if (outcome === 'passed') cell.sum += 100
    })
  }
  return [...cells.values()]
}
