import 'server-only'
import {
  batchAnswer,
  batchQuery,
  metricParams,
  metricRange,
  metricRangeFile,
  metricValue,
  metricValueQuery,
} from '@/lib/metrics/contract'
import { runQueries } from '@/lib/metrics/service/batch'
import { queryMetricRange, queryMetricValue } from '@/lib/metrics/service/query'
import { answerRangeFile } from './range-file'
import type { Handler } from './route'
import { route } from './route'

export const askRange = route(
  {
    guard: 'read',
    params: metricParams,
    query: metricRangeFile,
    response: metricRange,
    gives: ['text/csv', 'application/x-ndjson'],
    write: (range, { format }) => (format === 'json' ? undefined : answerRangeFile(range, format)),
  },
  (context, { params, query }) => queryMetricRange(context, params.name, query),
)

export const askValue = route(
  { guard: 'read', params: metricParams, query: metricValueQuery, response: metricValue },
  (context, { params, query }) => queryMetricValue(context, params.name, query),
)

export const askBatch = route({ guard: 'read', body: batchQuery, response: batchAnswer }, (context, { body }) =>
  runQueries(context, body),
)

const base = '/api/v1/datawatch'
const ofMetric = new RegExp(`^${base}/metrics/([^/]+)/(range|query)$`)

/** A file is streamed, and left to the route handler. */
const file = /(^|&)format=/

/** Who answers a question about metrics, with the parameters of its address; undefined where it is none. */
export function questionAt(
  method: string | undefined,
  path: string,
  search = '',
): { handler: Handler; params: { name?: string } } | undefined {
  if (method === 'POST') return path === `${base}/query` ? { handler: askBatch, params: {} } : undefined
  const [, name, verb] = (method === 'GET' && !file.test(search) && ofMetric.exec(path)) || []
  if (name === undefined) return undefined
  return { handler: verb === 'range' ? askRange : askValue, params: { name: decodeURIComponent(name) } }
}
