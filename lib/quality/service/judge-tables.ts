import 'server-only'
import type { Context } from '@/lib/context/context'
import type { Transaction } from '@/lib/db/client'
import { minuteMs } from '@/lib/metrics/fold'
import { runQueries } from '@/lib/metrics/service/batch'
import { countBounds, isSame, lastEnd, likePeriods, mostAgeOf, periodOf } from '../periods'
import { listRulesInForce, type RuleRow } from '../store/rules'
import { claimRun, logChecks, type TableCheck } from '../store/table-checks'
import { countInserts, type KnownTable, listTables } from '../store/tables'

type Verdict = { tableId: number; passed: boolean }
/** The end of the period that is judged now, and what is found of it; nothing where that cannot be told. */
type Judged = { end: number; verdicts(): Promise<Verdict[]> }

function judgeAge(rule: RuleRow, tables: KnownTable[], now: number): Judged {
  const most = mostAgeOf(rule.params)
  const end = Math.floor(now / minuteMs) * minuteMs
  const verdicts = async () =>
    tables.map(({ id, lastEventAt, firstSeenAt }) => ({
      tableId: id,
      passed: end - new Date(lastEventAt ?? firstSeenAt).getTime() <= most,
    }))
  return { end, verdicts }
}

function judgeCount({ db }: Context, rule: RuleRow, tables: KnownTable[], now: number): Judged {
  const { params } = rule
  const perMs = periodOf(params)
  const end = lastEnd(now, perMs)
  const start = end - perMs
  const verdicts = async () => {
    const found: Verdict[] = []
    for (const { id } of tables) {
      const like = params.learned ? likePeriods(start) : []
      const [count = 0, ...earlier] = await countInserts(db.$client, id, [start, ...like], perMs)
      const bounds = countBounds(params, earlier)
      if (bounds) found.push({ tableId: id, passed: count >= bounds.min && count <= bounds.max })
    }
    return found
  }
  return { end, verdicts }
}

function judgeMatch(context: Context, rule: RuleRow, tables: KnownTable[], now: number): Judged {
  const { metric = '', equals = '' } = rule.params
  const perMs = periodOf(rule.params)
  const end = lastEnd(now, perMs)
  const [from, to] = [end - perMs, end].map((at) => new Date(at).toISOString())
  const verdicts = async () => {
    const [table] = tables
    if (!table) return []
    const { results } = await runQueries(context, {
      queries: [
        { ref: 'a', expr: metric, from, to },
        { ref: 'b', expr: equals, from, to },
      ],
    })
    const [a, b] = results.map((result) => ('data' in result && 'value' in result.data ? result.data.value : null))
    if (a === null || a === undefined || b === null || b === undefined) return []
    return [{ tableId: table.id, passed: isSame(a, b, rule.params) }]
  }
  return { end, verdicts }
}

function judge(context: Context, rule: RuleRow, tables: KnownTable[]): Judged | null {
  const now = context.now.getTime()
  if (rule.type === 'max_age') return judgeAge(rule, tables, now)
  if (rule.type === 'row_count') return judgeCount(context, rule, tables, now)
  return rule.type === 'matches_metric' ? judgeMatch(context, rule, tables, now) : null
}

/** Judges the rules that are about whole tables, each of its periods once over all processes. */
export async function judgeTables(context: Context): Promise<void> {
  const sql = context.db.$client
  const rules = await listRulesInForce(sql)
  const whole = rules.filter(({ type }) => type === 'max_age' || type === 'row_count' || type === 'matches_metric')
  if (whole.length === 0) return
  const tables = await listTables(sql, [...new Set(whole.map(({ tableName }) => tableName))])
  for (const rule of whole) {
    const own = tables.filter(
      ({ table, schema }) => table === rule.tableName && (rule.schemaName === null || rule.schemaName === schema),
    )
    const judged = judge(context, rule, own)
    if (!judged || own.length === 0) continue
    try {
      await sql.begin(async (tx: Transaction) => {
        if (!(await claimRun(tx, rule.id, judged.end))) return
        const at = judged.end - minuteMs
        const of = (tableId: number) => own.find(({ id }) => id === tableId)!
        const checks = (await judged.verdicts()).map(({ tableId, passed }): TableCheck => {
          const counts = { passed: Number(passed), failed: Number(!passed) }
          return { rule, table: of(tableId), at, ...counts }
        })
        await logChecks(tx, checks)
      })
    } catch (error) {
      context.log.warn({ err: error, rule: rule.name }, 'a rule could not be judged')
    }
  }
}
