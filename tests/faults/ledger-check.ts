import type postgres from 'postgres'
import { countMissing, countStored, recount } from '@/tests/support/recount'
import { exactly, type Figure, type Log } from './scenario'

/** Whether numbered orders are stored as they were acknowledged (`counts` by sender, from `first` on), and counted as stored. */
export async function checkLedger(sql: postgres.Sql, counts: number[], log: Log, first = 0): Promise<Figure[]> {
  log(`comparing ${counts.reduce((sum, count) => sum + count, 0)} events`)
  const stored = await countStored(sql, 'orders')
  let missing = 0
  for (const [place, count] of counts.entries()) missing += await countMissing(sql, 'orders', first + place, count)
  const { compared, drifted, first: examples } = await recount(sql, 'orders')
  for (const one of examples) log(JSON.stringify(one))
  return [
    exactly('missing', missing, 0),
    exactly('doubled', stored.rows - stored.ids, 0),
    exactly(`rollups that differ from a recount (of ${compared.toLocaleString('en')})`, drifted, 0),
  ]
}
