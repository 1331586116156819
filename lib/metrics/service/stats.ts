import 'server-only'
import type { Context } from '@/lib/context/context'
import type { Stats } from '../stats-contract'
import { countThings, listTableStats, sumEvents } from '../store/stats'

const minuteMs = 60_000

/** What DataWatch holds, in numbers. `events_per_second` is that of the last full minute. */
export async function readStats({ db, now }: Context): Promise<Stats> {
  const sql = db.$client
  const minute = now.getTime() - (now.getTime() % minuteMs)
  const [counts, tables, recent] = await Promise.all([
    countThings(sql),
    listTableStats(sql),
    sumEvents(sql, minute - minuteMs, minute),
  ])
  return {
    ...counts,
    events_total: tables.reduce((sum, table) => sum + table.events_total, 0),
    events_per_second: recent / (minuteMs / 1000),
    tables_count: tables.length,
    tables,
  }
}
