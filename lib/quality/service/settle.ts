import 'server-only'
import { uuidv7 } from 'uuidv7'
import type { Context } from '@/lib/context/context'
import { dayMs } from '@/lib/metrics/fold'
import { endOf, isBroken, type Judgement, spanOf, togetherMs } from '../incident'
import { readWindows } from '../store/figures'
import { announceQuality, listRulesInForce, type Queryable, type RuleRow } from '../store/rules'
import {
  type Due,
  insertViolation,
  listNearby,
  lockViolations,
  removeOrphans,
  takeDue,
  trimExamples,
  updateViolation,
  type ViolationRow,
} from '../store/violations'

const examplesKept = 100

type Work = { tx: Queryable; context: Context; rules: Map<string, RuleRow>; now: number }

const judgementOf = ({ windowMs, threshold, minRows }: RuleRow): Judgement => ({ windowMs, threshold, minRows })
const keyOf = ({ ruleId, tableId }: { ruleId: string; tableId: number }) => `${ruleId} ${tableId}`

/** The minutes to look at by rule and table. */
function groupDue(due: readonly Due[]) {
  const groups = new Map<string, { ruleId: string; tableId: number; from: number; to: number }>()
  for (const { ruleId, tableId, minute } of due) {
    const at = minute.getTime()
    const known = groups.get(keyOf({ ruleId, tableId }))
    if (!known) groups.set(keyOf({ ruleId, tableId }), { ruleId, tableId, from: at, to: at + 60_000 })
    else {
      known.from = Math.min(known.from, at)
      known.to = Math.max(known.to, at + 60_000)
    }
  }
  return [...groups.values()]
}

/** Opens a violation for windows that fell below the threshold, or lets the one that is near go on. */
async function openViolations(
  work: Work,
  due: { ruleId: string; tableId: number; from: number; to: number },
  nearby: ViolationRow[],
) {
  const { tx, context, rules, now } = work
  const rule = rules.get(due.ruleId)
  if (!rule) return false
  const judgement = judgementOf(rule)
  const of = { ruleId: rule.id, tableId: due.tableId, windowMs: rule.windowMs }
  const from = Math.floor(due.from / rule.windowMs) * rule.windowMs
  const to = Math.ceil(due.to / rule.windowMs) * rule.windowMs
  const windows = await readWindows(context.db.$client, of, from, to)
  let changed = false
  let left = windows.filter((window) => isBroken(window, judgement))
  while (left.length > 0) {
    const [first] = left
    const apart = left.findIndex(
      (window, index) => index > 0 && window.start - left[index - 1]!.start > togetherMs(rule),
    )
    const own = apart < 0 ? left : left.slice(0, apart)
    left = apart < 0 ? [] : left.slice(apart)
    const start = first!.start
    const end = own.at(-1)!.start + rule.windowMs
    const near = nearby.find(
      (one) =>
        one.ruleId === rule.id &&
        one.tableId === due.tableId &&
        one.startedAt.getTime() <= end + togetherMs(rule) &&
        one.lastFailedAt.getTime() >= start - togetherMs(rule),
    )
    const since = near ? Math.min(near.startedAt.getTime(), start) : start
    const until = near ? Math.max(near.lastFailedAt.getTime(), end) : end
    const span = spanOf(await readWindows(context.db.$client, of, since, until), judgement)
    if (!span) continue
    const counts = { checked: span.checked, failed: span.failed, threshold: rule.threshold, severity: rule.severity }
    const times = { startedAt: new Date(span.startedAt), lastFailedAt: new Date(span.lastFailedAt) }
    if (near) {
      const ended = near.status === 'resolved' && span.lastFailedAt > (near.endedAt?.getTime() ?? 0)
      const again = ended
        ? { status: near.acknowledgedAt ? ('acknowledged' as const) : ('open' as const), endedAt: null }
        : {}
      const row = await updateViolation(tx, near.id, { ...counts, ...times, ...again })
      if (row) Object.assign(near, row)
    } else {
      const row = {
        id: uuidv7(),
        ruleId: rule.id,
        tableId: due.tableId,
        status: 'open' as const,
        ...counts,
        ...times,
        openedAt: new Date(now),
      }
      await insertViolation(tx, row)
      nearby.push({ ...row, endedAt: null, acknowledgedBy: null, acknowledgedAt: null, note: null })
    }
    changed = true
  }
  return changed
}

/** Ends violations whose rule is met again, and those of rules that are off. */
async function endViolations({ tx, context, rules, now }: Work, open: ViolationRow[]) {
  let changed = false
  for (const one of open) {
    if (one.status === 'resolved') continue
    const rule = rules.get(one.ruleId)
    const since = one.lastFailedAt.getTime()
    let endedAt: number | null = now
    if (rule) {
      const of = { ruleId: rule.id, tableId: one.tableId, windowMs: rule.windowMs }
      const windows = await readWindows(context.db.$client, of, since, now + dayMs)
      endedAt = endOf(windows, since, now, judgementOf(rule))
    }
    if (endedAt === null) continue
    await updateViolation(tx, one.id, { status: 'resolved', endedAt: new Date(endedAt) })
    changed = true
  }
  return changed
}

/**
 * Turns what was counted into violations: opens one where a window of a rule fell below its threshold, lets it go on while that
 * is so, ends it when a window that is over meets the rule again. One look at a time over all processes, and all or nothing.
 */
export async function settleViolations(context: Context): Promise<void> {
  const { db, now } = context
  await db.transaction(async (tx) => {
    await lockViolations(tx)
    const due = groupDue(await takeDue(tx))
    const rules = new Map((await listRulesInForce(db.$client)).map((rule) => [rule.id, rule]))
    const widest = Math.max(...[...rules.values()].map(togetherMs), 3_600_000)
    const since = due.reduce((least, { from }) => Math.min(least, from), now.getTime()) - 2 * widest
    const nearby = await listNearby(tx, [...new Set(due.map(({ ruleId }) => ruleId))], new Date(since))
    const work: Work = { tx, context, rules, now: now.getTime() }
    let changed = false
    for (const one of due) if (await openViolations(work, one, nearby)) changed = true
    if (await endViolations(work, nearby)) changed = true
    if (due.length > 0) await trimExamples(tx, examplesKept)
    await removeOrphans(tx)
    if (changed) await announceQuality(tx)
  })
}
