import type { Question } from '../questions'
import { ask } from './client'

const widths: Record<string, number> = { '1h': 3600, '1d': 86_400 }

/** Values by group and step start (milliseconds); the group is empty where there is one. */
export type Answer = Map<string, number>
export const place = (group: string, at: number) => `${group} ${at}`

export type System = {
  name: string
  ask(question: Question): Promise<unknown>
  askAll(questions: Question[]): Promise<unknown>
  read(question: Question): Promise<Answer>
  stop(): Promise<void>
}

/** The address of a question at a server that speaks Prometheus's API: the window before the end of each step. */
function address(base: string, { ask: { from, to, step }, promql }: Question) {
  const query = encodeURIComponent(promql)
  if (step === undefined) return `${base}/api/v1/query?query=${query}&time=${to / 1000}`
  const seconds = widths[step]!
  return `${base}/api/v1/query_range?query=${query}&start=${from / 1000 + seconds}&end=${to / 1000}&step=${seconds}`
}

type Series = { metric: Record<string, string>; values?: [number, string][]; value?: [number, string] }

function readAnswer(text: string, { ask: { from, step }, by }: Question): Answer {
  const { data } = JSON.parse(text) as { data: { result: Series[] } }
  const answer: Answer = new Map()
  for (const { metric, values, value } of data.result) {
    for (const [at, one] of values ?? [value!]) {
      const start = step === undefined ? from : (at - widths[step]!) * 1000
      answer.set(place(by ? metric[by]! : '', start), Number(one))
    }
  }
  return answer
}

/** A server with Prometheus's API, asked as its dashboards do: each panel a request, all at once. */
export function promLike(name: string, base: string, stop: () => Promise<void>): System {
  return {
    name,
    ask: (question) => ask(address(base, question)),
    askAll: (questions) => Promise.all(questions.map((question) => ask(address(base, question)))),
    read: async (question) => readAnswer(await ask(address(base, question)), question),
    stop,
  }
}
