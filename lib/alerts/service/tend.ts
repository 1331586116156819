import 'server-only'
import type { Context } from '@/lib/context/context'
import { listOpenAlerts } from '../store/alerts'
import type { Queryable } from '../store/outbox'
import { listEnabledRules } from '../store/rules'
import { openDesk, tellAgain, tellFiring } from './notify'

/** What time alone brings: silences and snoozes that end, others to tell where nobody acknowledged, reminders. */
export async function tendAlerts(context: Context, tx: Queryable): Promise<void> {
  const open = await listOpenAlerts(tx)
  if (open.length === 0) return
  const rules = new Map((await listEnabledRules(tx)).map(({ id, spec }) => [id, spec]))
  const desk = await openDesk(context, tx, rules)
  await tellFiring(desk, open)
  await tellAgain(desk, open)
}
