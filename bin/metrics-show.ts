import type { Metric, MetricRange } from '@/lib/metrics/contract'
import { Api } from './api'
import type { Asked } from './description'
import { figure } from './figure'
import { withNearest } from './nearest-metric'
import { print, printJson } from './print'
import { sparkLine } from './spark-line'
import { paint, plain } from './terminal'

const dayMs = 86_400_000

export async function run({ args, options }: Asked): Promise<number> {
  const api = new Api(options)
  const name = args[0]!
  const path = `/metrics/${encodeURIComponent(name)}`
  const metric = await withNearest(api, name, () => api.get<Metric>(path))
  if (options.json) {
    printJson(metric)
    return 0
  }
  const from = new Date(Date.now() - dayMs).toISOString()
  const { series } = await api.get<MetricRange>(`${path}/range`, { from, step: '1h' })
  const course = sparkLine((series[0]?.data_points ?? []).map(({ value }) => value))
  const lines: [string, string][] = [
    ['Description', metric.description],
    ['Type', `${metric.type}, by default ${metric.aggregation}`],
    ['Table', [metric.schema, metric.table].filter(Boolean).join('.')],
    ['Field', metric.field ?? ''],
    ['Labels', metric.labels.join(', ')],
    ['Unit', metric.unit],
    ['Formula', metric.expr ?? ''],
    ['Samples', `${figure(metric.data_points)}, ${metric.first_seen ?? '–'} to ${metric.last_seen ?? '–'}`],
    ['Last day', course],
  ]
  const told = lines.filter(([, text]) => text !== '').map(([word, text]) => `${word.padEnd(12)} ${plain(text)}`)
  print(`${paint('bold', plain(metric.name))}\n${told.join('\n')}\n`)
  return 0
}
