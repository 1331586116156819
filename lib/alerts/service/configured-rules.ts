import 'server-only'
import type { Context } from '@/lib/context/context'
import { defaultRules, demoRules } from '../default-rules'
import { insertRuleRow, listRuleRows, updateRuleRow } from '../store/rules'
import { removeRule, toNewRow } from './rules'

const most = 10_000

/** Makes the rules that are there from the start, and has those of the configuration be as it says. */
export async function applyConfiguredRules(context: Context): Promise<void> {
  const { db, config, log } = context
  const known = await listRuleRows(db, { after: null, limit: most })
  const byName = new Map(known.map((row) => [row.name, row]))
  const own = [...defaultRules(config.schema.alert_on_breaking), ...(config.demo ? demoRules() : [])]
  const ownNames = new Set(own.map(({ name }) => name))
  for (const row of known) if (row.origin === 'default' && !ownNames.has(row.name)) await removeRule(context, row)
  for (const rule of own) {
    if (byName.has(rule.name)) continue
    const { row } = await toNewRow(context, rule, 'default')
    await insertRuleRow(db, row)
  }
  const wanted = new Set(config.alerts.rules.map(({ name }) => name))
  for (const row of known) if (row.origin === 'file' && !wanted.has(row.name)) await removeRule(context, row)
  for (const rule of config.alerts.rules) {
    const before = byName.get(rule.name)
    try {
      const { row } = await toNewRow(context, rule, 'file')
      const { id: _id, createdBy: _by, createdAt: _at, ...change } = row
      if (before) await updateRuleRow(db, before.id, change)
      else await insertRuleRow(db, row)
    } catch (error) {
      log.error({ err: error, rule: rule.name }, 'a rule of the configuration makes no sense and is left out')
    }
  }
}
