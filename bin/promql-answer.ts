import type { Api } from './api'
import type { Answered } from './query-table'

type Sample = [number, string]
type Found = {
  resultType: string
  result: { metric: Record<string, string>; value?: Sample; values?: Sample[] }[] | Sample
}

const point = ([seconds, text]: Sample) => ({
  timestamp: new Date(seconds * 1000).toISOString(),
  value: Number.isFinite(Number(text)) ? Number(text) : null,
})

/** Asks by PromQL, as Grafana does; without a step, for the instant `to`. */
export async function askPromql(
  api: Api,
  query: string,
  { from, to, step }: { from: number; to: number; step?: string },
): Promise<Answered> {
  const path = step === undefined ? '//api/v1/query' : '//api/v1/query_range'
  const times = step === undefined ? { time: to / 1000 } : { start: from / 1000, end: to / 1000, step }
  const { data } = await api.get<{ data: Found }>(path, { query, ...times })
  const list =
    data.resultType === 'scalar' || data.resultType === 'string'
      ? [{ metric: {}, value: data.result as Sample }]
      : (data.result as Exclude<Found['result'], Sample>)
  const series = list.map(({ metric: { __name__, ...labels }, value, values }) => {
    const data_points = values ? values.map(point) : value ? [point(value)] : []
    return { metric: __name__ ?? query, labels, data_points, value: data_points.at(-1)?.value ?? null }
  })
  return { metric: query, ...(step === undefined ? {} : { step }), series }
}
