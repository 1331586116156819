import 'server-only'
import type { Context } from '@/lib/context/context'
import { parseJson } from '@/lib/events/parse'
import { dayMs } from '@/lib/metrics/fold'
import { compileCheck, type RowCheck } from '../check'
import type { RuleBody, RulePreview } from '../contract'
import { judgeStored } from '../judge-stored'
import { isKeyOf } from '../row-values'
import { listRecentRows } from '../store/recent-rows'
import { findRepeated, findRowKey, findUnreferenced, type ValueFigures } from '../store/stored-values'
import { requireSense } from '../validate-rule'
import { titleOf } from '../words'
import { previewPeriods } from './preview-periods'

const mostRows = 50_000
const examplesShown = 10

type Row = Record<string, unknown>
type Found = Pick<RulePreview, 'figures' | 'truncated' | 'examples' | 'warnings'>

const figuresOf = (checked: number, failed: number) => ({
  checked,
  passed: checked - failed,
  failed,
  pass_rate: checked > 0 ? ((checked - failed) / checked) * 100 : null,
})

const nothing = (warning: string): Found => ({ figures: null, truncated: false, examples: [], warnings: [warning] })

async function previewRows({ db }: Context, body: RuleBody, check: RowCheck, since: Date): Promise<Found> {
  const found = await listRecentRows(db.$client, { table: body.table, schema: body.schema, since, most: mostRows + 1 })
  const rows = found.slice(0, mostRows)
  const examples: Row[] = []
  let [checked, passed, hidden] = [0, 0, 0]
  for (const { type, after, written } of rows) {
    const row = parseJson(after) as Row
    const outcome = judgeStored(check, body.type, { type, after: row, written })
    if (outcome === 'hidden') hidden += 1
    if (outcome === 'hidden' || outcome === 'skipped') continue
    checked += 1
    if (outcome === 'passed') passed += 1
    else if (examples.length < examplesShown) examples.push(row)
  }
  const warnings = [
    ...(rows.length === 0 ? [`No row of ${body.table} was written in the last day`] : []),
    ...(hidden > 0
      ? [`${hidden.toLocaleString('en-US')} rows are stored masked and can only be judged as they come`]
      : []),
  ]
  return { figures: figuresOf(checked, checked - passed), truncated: found.length > mostRows, examples, warnings }
}

/** What is said of rows that came and were not compared. */
function notCompared(table: string, { came, checked }: ValueFigures): string[] {
  if (came === 0) return [`No row of ${table} that has a key came in the last day`]
  if (checked === 0)
    return [`Of ${came.toLocaleString('en-US')} rows of the last day none has a value that can be compared`]
  return []
}

/** A rule that compares the values of rows with those of others: of the rows that came in the last day, as they are now. */
async function previewValues({ db }: Context, body: RuleBody, columns: string[], since: Date): Promise<Found> {
  const { table, schema, params } = body
  const own = { table, schema, columns, since, examples: examplesShown }
  const key = body.type === 'unique' ? await findRowKey(db.$client, own) : null
  if (key !== null && isKeyOf(key, columns))
    return nothing(
      `${columns.join(', ')} ${columns.length > 1 ? 'are' : 'is'} the key of ${table}: only a row that is inserted twice breaks this rule`,
    )
  const { table: name = '', schema: place = null, column = 'id' } = params.references ?? {}
  const found =
    body.type === 'unique'
      ? await findRepeated(db.$client, own)
      : await findUnreferenced(db.$client, own, { table: name, schema: place, columns: [column] })
  if (!found)
    return nothing('There are too many rows to compare each with all others; what it finds is told once it is in force')
  const { checked, failed, examples } = found
  return {
    figures: figuresOf(checked, failed),
    truncated: false,
    examples: examples.map((one) => parseJson(one) as Row),
    warnings: notCompared(table, found),
  }
}

/** What a rule would have found in the last day, before it is saved. Throws `invalid_input` for one that makes no sense. */
export async function previewRule(context: Context, body: RuleBody): Promise<RulePreview> {
  const columns = [...new Set(body.column === undefined ? body.columns : [body.column, ...body.columns])]
  const rule = { type: body.type, params: body.params, columns }
  requireSense(rule)
  const title = titleOf({ table: body.table, ...rule })
  const periods = await previewPeriods(context, body)
  if (periods) {
    const { from, to, counted, checked, failed, examples, warnings } = periods
    return {
      title,
      from: new Date(from).toISOString(),
      to: new Date(to).toISOString(),
      counted,
      figures: figuresOf(checked, failed),
      truncated: false,
      examples: examples.slice(0, examplesShown),
      warnings: checked === 0 && warnings.length === 0 ? [`Nothing is known of ${body.table} in that time`] : warnings,
    }
  }
  const since = new Date(context.now.getTime() - dayMs)
  const check = compileCheck(rule)
  const found = check
    ? await previewRows(context, body, check, since)
    : await previewValues(context, body, columns, since)
  return { title, from: since.toISOString(), to: context.now.toISOString(), counted: 'rows', ...found }
}
