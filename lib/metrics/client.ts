import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { ApiError, api } from '@/lib/http/api'
import { gather } from '@/lib/http/gather'
import { sharedChoice } from '@/lib/shares/path'
import type { bounds } from './bounds-contract'
import type { ColumnPatch, columnList } from './columns-contract'
import type {
  BatchQuery,
  batchAnswer,
  Metric,
  MetricBody,
  MetricPatch,
  MetricRange,
  MetricType,
  MetricValue,
  metric,
  metricList,
  metricRemoved,
} from './contract'
import type { Aggregation, Transform } from './question-words'
import type { stats } from './stats-contract'
import { formatStep, niceStep, stepStarts } from './steps'

export type MetricSearch = { table?: string; type?: MetricType; q?: string; limit?: number }
export type MetricQuestion = {
  aggregation?: Aggregation
  group_by?: string
  filter?: string
  limit?: number
  /** Milliseconds; without it a round one that gives about `points` points. */
  stepMs?: number
  points?: number
}

/** An interval under a name that stays the same while it moves on with the clock. */
export type Window = { name: string; timeZone: string; resolve: (now: number) => { from: number; to: number } }

type Question = Omit<BatchQuery['queries'][number], 'ref'>

/** Every key begins with `metrics`, and those of one metric have its name in third place. */
export const metricKeys = {
  all: ['metrics'] as const,
  stats: ['metrics', 'stats'] as const,
  bounds: ['metrics', 'bounds'] as const,
  columns: (table: string) => ['metrics', 'columns', table] as const,
  list: (search: MetricSearch) => ['metrics', 'list', search] as const,
  detail: (name: string) => ['metrics', 'detail', name] as const,
  range: (name: string, question: MetricQuestion, window: Window) =>
    ['metrics', 'range', name, question, window.name, window.timeZone] as const,
  value: (name: string, question: MetricQuestion, window: Window) =>
    ['metrics', 'value', name, question, window.name, window.timeZone] as const,
}

/** One metric's question; what a page asks at the same moment goes out together. Fails with the server's words. */
export const askMetric = gather(async (questions: Question[]): Promise<(MetricRange | MetricValue | Error)[]> => {
  const queries = questions.map((question, index) => ({ ...question, ref: String(index) }))
  const { results } = await api<typeof batchAnswer>(`/query${sharedChoice()}`, { method: 'POST', body: { queries } })
  const byRef = new Map(results.map((result) => [result.ref, result]))
  return queries.map(({ ref }) => {
    const result = byRef.get(ref)
    if (!result) return new Error('The server left this question unanswered')
    return 'error' in result ? new ApiError(result.error.status, result.error.detail) : result.data
  })
})

export const statsOptions = () =>
  queryOptions({
    queryKey: metricKeys.stats,
    queryFn: ({ signal }) => api<typeof stats>('/stats', { signal }),
  })

export const boundsOptions = () =>
  queryOptions({
    queryKey: metricKeys.bounds,
    queryFn: ({ signal }) => api<typeof bounds>('/bounds', { signal }),
  })

/** The columns of the tables of a name. */
export const columnsOptions = (table: string) =>
  queryOptions({
    queryKey: metricKeys.columns(table),
    queryFn: ({ signal }) => api<typeof columnList>('/schema/columns', { query: { table }, signal }),
  })

/** Sets role or unit of a column of a table; its metrics come and go with it. */
export function useSetColumn(table: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ column, patch }: { column: string; patch: ColumnPatch }) => {
      const path = `/schema/columns/${encodeURIComponent(table)}/${encodeURIComponent(column)}`
      return api<typeof columnList>(path, { method: 'PATCH', body: patch })
    },
    onSuccess: (list) => client.setQueryData(metricKeys.columns(table), list),
    onSettled: () => client.invalidateQueries({ queryKey: metricKeys.all }),
  })
}

/** Metrics by name, at most 1,000. */
export const metricListOptions = (search: MetricSearch = {}) =>
  queryOptions({
    queryKey: metricKeys.list(search),
    queryFn: ({ signal }) => api<typeof metricList>('/metrics', { query: { limit: 1000, ...search }, signal }),
    placeholderData: keepPreviousData,
  })

export const metricOptions = (name: string) =>
  queryOptions({
    queryKey: metricKeys.detail(name),
    queryFn: ({ signal }) => api<typeof metric>(`/metrics/${encodeURIComponent(name)}`, { signal }),
  })

function asked(name: string, question: MetricQuestion, span: { from: number; to: number }): Question {
  const { aggregation, group_by, filter, limit } = question
  const [from, to] = [new Date(span.from).toISOString(), new Date(span.to).toISOString()]
  return {
    metric: name,
    from,
    to,
    ...(aggregation ? { aggregation } : {}),
    ...(group_by ? { group_by } : {}),
    ...(filter ? { filter } : {}),
    ...(limit ? { limit } : {}),
  }
}

/** A metric in steps. The first step is whole; `partialFrom` is the start of the one that is still filling. */
export const metricRangeOptions = (name: string, question: MetricQuestion, window: Window) =>
  queryOptions({
    queryKey: metricKeys.range(name, question, window),
    queryFn: async () => {
      const now = Date.now()
      const { from, to } = window.resolve(now)
      const stepMs = question.stepMs ?? niceStep(from, to, question.points ?? 120)
      const [first = from] = stepStarts(from, from + 1, stepMs, window.timeZone)
      const step = `${stepMs / 1000}s`
      const range = (await askMetric({
        ...asked(name, question, { from: first, to }),
        step,
        tz: window.timeZone,
      })) as MetricRange
      const last = range.series[0]?.data_points.at(-1)?.timestamp
      const filling = last !== undefined && Date.parse(last) + stepMs > now
      return { range, stepMs, from: range.from, to: range.to, partialFrom: filling ? last : undefined }
    },
    placeholderData: keepPreviousData,
  })

/** One figure of a metric over the interval, in all and by group. */
export const metricValueOptions = (name: string, question: MetricQuestion, window: Window) =>
  queryOptions({
    queryKey: metricKeys.value(name, question, window),
    queryFn: async () => (await askMetric(asked(name, question, window.resolve(Date.now())))) as MetricValue,
    placeholderData: keepPreviousData,
  })

/** A metric or a formula, and how it is asked. */
export type RangeQuestion = MetricQuestion & {
  metric?: string
  expr?: string
  transform?: Transform
  compare?: string
  stepMs: number
}

/** A metric or a formula in steps. The first step is whole; `partialFrom` is the start of those that are unfinished. */
export const rangeOptions = ({ metric, expr, ...question }: RangeQuestion, window: Window) => {
  const subject = metric ?? expr ?? ''
  return queryOptions({
    queryKey: [...metricKeys.range(subject, question, window), metric === undefined ? 'formula' : 'metric'] as const,
    queryFn: async () => {
      const { from, to } = window.resolve(Date.now())
      const { stepMs, transform, compare } = question
      const [first = from] = stepStarts(from, from + 1, stepMs, window.timeZone)
      const { metric: _, ...words } = asked(subject, question, { from: first, to })
      const range = (await askMetric({
        ...words,
        ...(metric === undefined ? { expr } : { metric }),
        step: formatStep(stepMs),
        tz: window.timeZone,
        ...(transform ? { transform } : {}),
        ...(compare ? { compare } : {}),
      })) as MetricRange
      const points = range.series[0]?.data_points ?? []
      const finished = points.findLastIndex(({ partial }) => !partial)
      return { range, stepMs, from: range.from, to: range.to, partialFrom: points[finished + 1]?.timestamp }
    },
    placeholderData: keepPreviousData,
  })
}

const metricPath = (name: string) => `/metrics/${encodeURIComponent(name)}`

/** Keeps an answered metric and asks again for everything that may name it. */
function useKeepMetric() {
  const client = useQueryClient()
  return (made: Metric) => {
    client.setQueryData(metricKeys.detail(made.name), made)
    return client.invalidateQueries({ queryKey: metricKeys.all })
  }
}

/** Makes a metric by formula; fails with the server's words, and with its list of what is wrong with which field. */
export function useCreateMetric() {
  const onSuccess = useKeepMetric()
  return useMutation({
    mutationFn: (body: MetricBody) => api<typeof metric>('/metrics', { method: 'POST', body }),
    onSuccess,
  })
}

/** Changes what is said of a metric. */
export function useUpdateMetric(name: string) {
  const onSuccess = useKeepMetric()
  return useMutation({
    mutationFn: (body: MetricPatch) => api<typeof metric>(metricPath(name), { method: 'PATCH', body }),
    onSuccess,
  })
}

/** Deletes a metric by formula; fails where another formula uses it. */
export function useDeleteMetric(name: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => api<typeof metricRemoved>(metricPath(name), { method: 'DELETE' }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['metrics', 'list'] }),
  })
}

/** The values of a label in the interval, of those metrics that have it: at most 100 a metric, the largest first. */
export const labelValuesOptions = (metrics: readonly string[], label: string, window: Window) =>
  queryOptions({
    queryKey: ['metrics', 'labels', metrics.join(' '), label, window.name] as const,
    queryFn: async () => {
      const span = window.resolve(Date.now())
      const found = new Map<string, number>()
      const ask = (name: string) => askMetric(asked(name, { group_by: label, limit: 100 }, span))
      for (const answer of await Promise.allSettled(metrics.map(ask))) {
        if (answer.status === 'rejected') continue
        for (const { labels, ...series } of (answer.value as MetricValue).series) {
          const value = labels[label]
          if (value !== undefined) found.set(value, (found.get(value) ?? 0) + (series.value ?? 0))
        }
      }
      return [...found].map(([value, total]) => ({ value, total })).sort((a, b) => b.total - a.total)
    },
    placeholderData: keepPreviousData,
  })
