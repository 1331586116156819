import 'server-only'
import type { Context } from '@/lib/context/context'
import { parseJson } from '@/lib/events/parse'
import { dayMs } from '@/lib/metrics/fold'
import { compileCheck } from '../check'
import type { RuleBody, RulePreview } from '../contract'
import { judgeStored } from '../judge-stored'
import { listRecentRows } from '../store/recent-rows'
import { requireSense } from '../validate-rule'
import { titleOf } from '../words'

const mostRows = 50_000
const examplesShown = 10

type Row = Record<string, unknown>

/** What a rule would have found in the last day, before it is saved. Throws `invalid_input` for one that makes no sense. */
export async function previewRule({ db, now }: Context, body: RuleBody): Promise<RulePreview> {
  const columns = [...new Set(body.column === undefined ? body.columns : [body.column, ...body.columns])]
  const rule = { type: body.type, params: body.params, columns }
  requireSense(rule)
  const since = new Date(now.getTime() - dayMs)
  const base = {
    title: titleOf({ table: body.table, ...rule }),
    from: since.toISOString(),
    to: now.toISOString(),
    truncated: false,
    examples: [] as Row[],
  }
  const check = compileCheck(rule)
  if (!check)
    return {
      ...base,
      figures: null,
      warnings: ['What this rule would have found can only be told once it is in force'],
    }
  const found = await listRecentRows(db.$client, { table: body.table, schema: body.schema, since, most: mostRows + 1 })
  const rows = found.slice(0, mostRows)
  let [checked, passed, hidden] = [0, 0, 0]
  for (const { type, after, written } of rows) {
    const row = parseJson(after) as Row
    const outcome = judgeStored(check, body.type, { type, after: row, written })
    if (outcome === 'hidden') hidden += 1
    if (outcome === 'hidden' || outcome === 'skipped') continue
    checked += 1
    if (outcome === 'passed') passed += 1
    else if (base.examples.length < examplesShown) base.examples.push(row)
  }
  const warnings = [
    ...(rows.length === 0 ? [`No row of ${body.table} was written in the last day`] : []),
    ...(hidden > 0
      ? [`${hidden.toLocaleString('en-US')} rows are stored masked and can only be judged as they come`]
      : []),
  ]
  const pass_rate = checked > 0 ? (passed / checked) * 100 : null
  return {
    ...base,
    figures: { checked, passed, failed: checked - passed, pass_rate },
    truncated: found.length > mostRows,
    warnings,
  }
}
