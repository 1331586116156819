import type { MetricRange, MetricValue } from '@/lib/metrics/contract'
import { Api } from './api'
import type { Asked } from './description'
import { UsageError } from './exit-code'
import { withNearest } from './nearest-metric'
import { print, printJson } from './print'
import { askPromql } from './promql-answer'
import { type Answered, toCsv, toTable } from './query-table'

type Options = {
  expr?: string
  promql?: string
  from?: number
  to: number
  step?: string
  aggregation?: string
  groupBy?: string[]
  filter?: string[]
  fill?: string
  compare?: string
  tz?: string
  limit?: number
  output: string
  json?: true
}

const forPromql = ['aggregation', 'groupBy', 'filter', 'fill', 'compare', 'tz', 'limit'] as const
const hourMs = 3_600_000
const iso = (at: number) => new Date(at).toISOString()

async function ask(api: Api, metric: string | undefined, options: Options): Promise<MetricRange | MetricValue> {
  const { expr, to, from = to - hourMs, step, aggregation, groupBy, filter, fill, compare, tz, limit } = options
  const question = {
    ref: 'A',
    ...(expr === undefined ? { metric } : { expr }),
    ...{ from: iso(from), to: iso(to), step, aggregation, fill, compare, tz, limit },
    ...(groupBy && { group_by: groupBy }),
    ...(filter && { filter }),
  }
  if (expr === undefined) {
    const { ref: _ref, metric: _metric, ...given } = { metric, ...question }
    const query = { ...given, group_by: groupBy?.join(','), filter: filter?.join(',') }
    const verb = step === undefined ? 'query' : 'range'
    return withNearest(api, metric!, () => api.get(`/metrics/${encodeURIComponent(metric!)}/${verb}`, query as never))
  }
  type Result = { data?: MetricRange | MetricValue; error?: { status: number; detail: string } }
  const { results } = await api.post<{ results: Result[] }>('/query', { queries: [question] })
  const [result] = results
  if (result?.data) return result.data
  throw new UsageError(result?.error?.detail ?? 'the server did not answer the question')
}

/** Asks for a metric, a formula or PromQL, and shows the answer. */
export async function run({ args, options }: Asked): Promise<number> {
  const given = { ...options } as Options
  const [metric] = args
  const asked = [metric, given.expr, given.promql].filter((one) => one !== undefined)
  if (asked.length !== 1) throw new UsageError('expected a metric, or --expr, or --promql: one of them')
  if (given.from !== undefined && given.from > given.to) throw new UsageError('--from lies after --to')
  const api = new Api(options)
  const output = given.json ? 'json' : given.output
  if (given.promql !== undefined) {
    const odd = forPromql.find((name) => given[name] !== undefined)
    if (odd) throw new UsageError(`--${odd.replace('B', '-b')} is not for --promql, which says that itself`)
  }
  const answer: Answered =
    given.promql === undefined
      ? await ask(api, metric, given)
      : await askPromql(api, given.promql, { from: given.to - hourMs, ...given })
  if (output === 'json') printJson(answer)
  else print(output === 'csv' ? toCsv(answer) : toTable(answer))
  return 0
}
