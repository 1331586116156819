import type { Metric } from '@/lib/metrics/contract'
import { Api } from './api'
import type { Asked } from './description'
import { figure } from './figure'
import { print, printJson, say } from './print'
import { table } from './table'
import { plain } from './terminal'

const columns = [
  { name: 'NAME' },
  { name: 'TYPE' },
  { name: 'AGGREGATION' },
  { name: 'LABELS' },
  { name: 'POINTS', right: true as const },
  { name: 'LAST SEEN' },
]

const rowOf = ({ name, type, aggregation, labels, data_points, last_seen }: Metric) => [
  plain(name),
  type,
  aggregation,
  plain(labels.filter((label) => label !== 'table' && label !== 'schema').join(',')),
  figure(data_points),
  last_seen ?? '–',
]

/** Lists metrics; with a text to look for, those that have it. */
export async function run({ args, options }: Asked): Promise<number> {
  const { table: ofTable, type, limit, json } = options as Record<string, string | undefined> & { limit?: number }
  const [q] = args
  const found = await new Api(options).list<Metric>('/metrics', 'metrics', { table: ofTable, type, q }, limit)
  if (json) printJson(found)
  else print(table(columns, found.map(rowOf)))
  if (found.length > 0) return 0
  if (!json) say(q ? `No metric has ${JSON.stringify(q)} in its name or description` : 'There is no metric yet')
  return q ? 1 : 0
}
