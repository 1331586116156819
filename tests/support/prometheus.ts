import type { QueryData } from '@/lib/promql/contract'
import { type Methods, routeAt } from './visitor'

const origin = 'http://127.0.0.1:3002'

type Told = { status: string; errorType?: string; error?: string; warnings?: string[]; infos?: string[] }
export type Answered<T> = Told & { code: number; headers: Headers; data: T }
type Params = Record<string, string | number | string[]>

function write(params: Params): URLSearchParams {
  const pairs = Object.entries(params).flatMap(([name, value]) =>
    Array.isArray(value) ? value.map((one) => [name, one]) : [[name, String(value)]],
  )
  return new URLSearchParams(pairs)
}

/** Asks an address of Prometheus's API as Grafana does: POST with a form, or GET. `path` is that below `/api/v1`. */
export async function askPrometheus<T = QueryData>(
  path: string,
  params: Params = {},
  { method = 'POST', headers = {} }: { method?: keyof Methods; headers?: Record<string, string> } = {},
): Promise<Answered<T>> {
  const name = /^label\/(.+)\/values$/.exec(path)?.[1]
  const handlers = await routeAt(`/api/v1/${name === undefined ? path : 'label/[name]/values'}`)
  const url = new URL(`/api/v1/${path}`, origin)
  const body = write(params)
  if (method === 'GET') url.search = body.toString()
  const request = new Request(url, { method, headers, body: method === 'GET' ? undefined : body })
  const place: Record<string, string> = name === undefined ? {} : { name: decodeURIComponent(name) }
  const answer = await handlers[method](request, { params: Promise.resolve(place) })
  const json = (await answer.json()) as Told & { data: T }
  return { ...json, code: answer.status, headers: answer.headers }
}

type Series = { labels: Record<string, string>; values: Map<number, number> }

/** The series of an answer by the value of one label, their values by unix seconds. */
export function seriesBy(label: string, { data }: Pick<Answered<QueryData>, 'data'>): Map<string, Series['values']> {
  const points = (values: [number, string][]) => new Map(values.map(([at, text]) => [at, Number(text)]))
  if (data.resultType === 'matrix') {
    return new Map(data.result.map(({ metric, values }) => [metric[label] ?? '', points(values)]))
  }
  if (data.resultType === 'vector') {
    return new Map(data.result.map(({ metric, value }) => [metric[label] ?? '', points([value])]))
  }
  throw new Error(`a ${data.resultType} has no series`)
}
