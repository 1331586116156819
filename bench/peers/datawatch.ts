import type { Question } from '../questions'
import { ask } from './client'
import { type Answer, place, type System } from './prom-like'

const base = '/api/v1/datawatch'
const iso = (at: number) => new Date(at).toISOString()

function address({ ask: { metric, from, to, ...rest } }: Question): string {
  const query = new URLSearchParams({ from: iso(from), to: iso(to), ...rest })
  return `${base}/metrics/${metric}/${rest.step === undefined ? 'query' : 'range'}?${query}`
}

type Series = {
  labels: Record<string, string>
  value?: number | null
  data_points: { timestamp: string; value: number | null }[]
}

function readAnswer(text: string, { ask: { from, step }, by }: Question): Answer {
  const { data } = JSON.parse(text) as { data: { value?: number | null; series: Series[] } }
  const answer: Answer = new Map()
  for (const { labels, value, data_points } of data.series) {
    const group = by ? labels[by]! : ''
    if (step === undefined) answer.set(place(group, from), value ?? Number.NaN)
    else
      for (const point of data_points) answer.set(place(group, Date.parse(point.timestamp)), point.value ?? Number.NaN)
  }
  return answer
}

/** A running DataWatch, asked as its pages do: all that a dashboard shows in one request. */
export function askDataWatch(url: string, stop: () => Promise<void>): System {
  return {
    name: 'DataWatch',
    ask: (question) => ask(url + address(question)),
    askAll: (questions) => {
      const queries = questions.map(({ ask: { from, to, ...rest } }, i) => ({
        ...rest,
        ref: String(i),
        from: iso(from),
        to: iso(to),
      }))
      return ask(`${url}${base}/query`, JSON.stringify({ queries }))
    },
    read: async (question) => readAnswer(await ask(url + address(question)), question),
    stop,
  }
}

/** Whether a running DataWatch answers quantiles. */
export const hasQuantiles = (url: string) =>
  ask(`${url}${base}/metrics/orders_amount_sum/query?aggregation=p99`).then(
    () => true,
    () => false,
  )
