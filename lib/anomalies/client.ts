import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '@/lib/http/api'
import {
  type AcknowledgeBody,
  type Anomaly,
  type AnomalyList,
  type AnomalyListQuery,
  anomaly,
  anomalyList,
  expectedBand,
  type FeedbackBody,
} from './contract'
import { decomposition, explanation } from './explanation-contract'

/** The band's or the decomposition's question as it is asked: `step` in milliseconds, `filter` as on the wire. */
export type BandQuestion = { from?: string; to?: string; step?: number; filter?: string }
type DecompositionQuestion = BandQuestion

export const anomalyKeys = {
  all: ['anomalies'] as const,
  list: (query: Partial<AnomalyListQuery>) => ['anomalies', 'list', query] as const,
  one: (id: string) => ['anomalies', 'one', id] as const,
  explanation: (id: string) => ['anomalies', 'explanation', id] as const,
  decomposition: (metric: string, query: DecompositionQuestion) =>
    ['anomalies', 'decomposition', metric, query] as const,
  expected: (metric: string, query: BandQuestion) => ['anomalies', 'expected', metric, query] as const,
}

/** One page of anomalies, newest first. */
export const anomalyListOptions = (query: Partial<AnomalyListQuery> = {}) =>
  queryOptions({
    queryKey: anomalyKeys.list(query),
    queryFn: ({ signal }) => api('/anomalies', { response: anomalyList, query, signal }),
  })

export const anomalyOptions = (id: string) =>
  queryOptions({
    queryKey: anomalyKeys.one(id),
    queryFn: ({ signal }) => api(`/anomalies/${encodeURIComponent(id)}`, { response: anomaly, signal }),
  })

/** The band behind the chart of a metric; `step` in milliseconds. */
export const expectedBandOptions = (metric: string, query: BandQuestion) =>
  queryOptions({
    queryKey: anomalyKeys.expected(metric, query),
    queryFn: ({ signal }) => {
      const step = query.step === undefined ? undefined : `${query.step}ms`
      const path = `/metrics/${encodeURIComponent(metric)}/expected`
      return api(path, { response: expectedBand, query: { ...query, step }, signal })
    },
  })

/** Why an anomaly is one. */
export const explanationOptions = (id: string) =>
  queryOptions({
    queryKey: anomalyKeys.explanation(id),
    queryFn: ({ signal }) => api(`/anomalies/${encodeURIComponent(id)}/explanation`, { response: explanation, signal }),
  })

/** A metric in trend, season and remainder; `step` in milliseconds. */
export const decompositionOptions = (metric: string, query: DecompositionQuestion) =>
  queryOptions({
    queryKey: anomalyKeys.decomposition(metric, query),
    queryFn: ({ signal }) => {
      const step = query.step === undefined ? undefined : `${query.step}ms`
      const path = `/metrics/${encodeURIComponent(metric)}/decomposition`
      return api(path, { response: decomposition, query: { ...query, step }, signal })
    },
  })

type Variables<B> = { id: string; body: B }

/** A change of one anomaly that shows at once, is taken back where the server refuses it, and refetches in the end. */
function useReview<B>(verb: string, preview: (anomaly: Anomaly, body: B) => Partial<Anomaly>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, body }: Variables<B>) =>
      api(`/anomalies/${encodeURIComponent(id)}/${verb}`, { method: 'POST', response: anomaly, body }),
    onMutate: async ({ id, body }: Variables<B>) => {
      await client.cancelQueries({ queryKey: anomalyKeys.all })
      const before = client.getQueriesData<Anomaly | AnomalyList>({ queryKey: anomalyKeys.all })
      const show = (one: Anomaly) => (one.id === id ? { ...one, ...preview(one, body) } : one)
      client.setQueriesData<AnomalyList>({ queryKey: ['anomalies', 'list'] }, (page) =>
        page ? { ...page, anomalies: page.anomalies.map(show) } : page,
      )
      client.setQueryData<Anomaly>(anomalyKeys.one(id), (one) => (one ? show(one) : one))
      return { before }
    },
    onError: (_error, _variables, kept) => {
      for (const [key, data] of kept?.before ?? []) client.setQueryData(key, data)
    },
    onSettled: () => client.invalidateQueries({ queryKey: anomalyKeys.all }),
  })
}

export const useAcknowledgeAnomaly = () =>
  useReview<AcknowledgeBody>('acknowledge', (one, { user, note }) => ({
    acknowledged: true,
    acknowledged_by: one.acknowledged_by ?? user,
    note: one.acknowledged ? one.note : (note ?? null),
    status: one.status === 'open' ? 'acknowledged' : one.status,
  }))

export const useResolveAnomaly = () => useReview<Record<string, never>>('resolve', () => ({ status: 'resolved' }))

export const useGiveFeedback = () => useReview<FeedbackBody>('feedback', (_, { verdict }) => ({ feedback: verdict }))
