import 'server-only'
import { parseDuration } from '@/lib/config/duration'
import type { Context } from '@/lib/context/context'
import type { Transaction } from '@/lib/db/client'
import { dayMs, hourMs, minuteMs } from '@/lib/metrics/fold'
import { runQueries } from '@/lib/metrics/service/batch'
import { listRulesInForce, type RuleRow } from '../store/rules'
import { claimRun, logChecks, type TableCheck } from '../store/table-checks'
import { countInserts, type KnownTable, listTables } from '../store/tables'
import { usualRange } from '../usual'

/** So much later than its end a period may still be filled. */
const delayMs = minuteMs
const daysBefore = 14

type Verdict = { tableId: number; passed: boolean }
/** The end of the period that is judged now, and what is found of it; nothing where that cannot be told. */
type Judged = { end: number; verdicts(): Promise<Verdict[]> }

const lastEnd = (now: number, perMs: number) => Math.floor((now - delayMs) / perMs) * perMs

function judgeAge(rule: RuleRow, tables: KnownTable[], now: number): Judged {
  const most = parseDuration(rule.params.max_age ?? '') ?? hourMs
  const end = Math.floor(now / minuteMs) * minuteMs
  const verdicts = async () =>
    tables.map(({ id, lastEventAt, firstSeenAt }) => ({
      tableId: id,
      passed: end - new Date(lastEventAt ?? firstSeenAt).getTime() <= most,
    }))
  return { end, verdicts }
}

/** The same time of the days before, as far back as the table goes. */
const likePeriods = (start: number, since: number) =>
  Array.from({ length: daysBefore }, (_, day) => start - (day + 1) * dayMs).filter((at) => at >= since)

function judgeCount({ db }: Context, rule: RuleRow, tables: KnownTable[], now: number): Judged {
  const { params } = rule
  const perMs = parseDuration(params.per ?? '1h') ?? hourMs
  const end = lastEnd(now, perMs)
  const start = end - perMs
  const verdicts = async () => {
    const found: Verdict[] = []
    for (const { id, firstSeenAt } of tables) {
      const since = new Date(firstSeenAt).getTime()
      const like = params.learned ? likePeriods(start, Math.min(since, start - daysBefore * dayMs)) : []
      const [count = 0, ...earlier] = await countInserts(db.$client, id, [start, ...like], perMs)
      const usual = params.learned ? usualRange(earlier.slice(0, lastWith(earlier))) : null
      if (params.learned && !usual) continue
      const min = Math.max(params.min ?? Number.NEGATIVE_INFINITY, usual?.min ?? Number.NEGATIVE_INFINITY)
      const max = Math.min(params.max ?? Number.POSITIVE_INFINITY, usual?.max ?? Number.POSITIVE_INFINITY)
      found.push({ tableId: id, passed: count >= min && count <= max })
    }
    return found
  }
  return { end, verdicts }
}

/** How many of the counts, the newest first, are of days in which the table was known already. */
const lastWith = (counts: readonly number[]) => counts.findLastIndex((count) => count > 0) + 1

function judgeMatch(context: Context, rule: RuleRow, tables: KnownTable[], now: number): Judged {
  const { metric = '', equals = '', tolerance_percent = 0, per = '1h' } = rule.params
  const perMs = parseDuration(per) ?? hourMs
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
    return [
      { tableId: table.id, passed: Math.abs(a - b) <= (tolerance_percent / 100) * Math.abs(b) + 1e-9 * Math.abs(b) },
    ]
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
