import 'server-only'
import type { Broken } from '../broken'
import { listBroken } from '../store/checks'
import type { Queryable } from '../store/samples'
import type { Target } from '../targets'

/** Tells while the rule of a target was broken since `since`; nothing of targets that are about no rule. */
export async function readBroken(db: Queryable, targets: Target[], since: Date): Promise<(target: Target) => Broken[]> {
  const ruleIds = [...new Set(targets.flatMap(({ ruleId }) => ruleId ?? []))]
  const broken = ruleIds.length > 0 ? await listBroken(db, ruleIds, since) : []
  return ({ ruleId }) => (ruleId === undefined ? [] : broken.filter((one) => one.ruleId === ruleId))
}
