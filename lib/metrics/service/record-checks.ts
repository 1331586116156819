import 'server-only'
import type { Judgements } from '@/lib/quality/findings'
import { judgeRow, type TableRules } from '@/lib/quality/judge-rows'
import { valuesOf } from '@/lib/quality/row-values'
import { packTally } from '../pack-tally'
import type { Tally } from '../sketch/tally'
import type { LoggedSketches } from '../store/sketch-log'
import type { Tables } from './bound-categories'
import type { Catalog } from './catalog'
import type { Change } from './record'

/** Counts which rules of quality a change meets and which it breaks; what takes a look at other rows is left for later. */
export function checkChange({ rules, indexes }: TableRules, change: Change, judgements: Judgements) {
  const { event, uid, table } = change
  let tally: Tally | undefined
  for (const rule of rules) {
    const outcome = judgeRow(rule, change)
    if (outcome === 'skipped') continue
    const isMet = outcome === 'passed'
    tally ??= judgements.tallyAt(table.id, event.at)
    tally.add(rule.number, 1, isMet ? 1 : 0)
    if (!isMet) judgements.add({ ruleId: rule.id, tableId: table.id, at: event.at, uid, event })
  }
  for (const index of indexes) judgements.index(index.id, table.id, valuesOf(index, change))
}

/** The lines of the log of sketches that the rules of tables make. */
export async function packTallies(catalog: Catalog, tables: Tables, judgements: Judgements): Promise<LoggedSketches[]> {
  const byId = new Map([...tables.keys()].map((table) => [table.id, table]))
  const all = [...judgements.tallies].map(([tableId, minutes]) => ({ table: byId.get(tableId)!, minutes }))
  const ids = await catalog.seriesIds(all.map(({ table }) => ({ table, kind: 'tally', field: '', label: '' })))
  return all.map(({ minutes }, index) => packTally(ids[index]!, minutes))
}
