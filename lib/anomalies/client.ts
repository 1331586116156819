import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '@/lib/http/api'
import type {
  AcknowledgeBody,
  Anomaly,
  AnomalyList,
  AnomalyListQuery,
  anomaly,
  anomalyList,
  expectedBand,
  manyResult,
} from './contract'
import type {
  BacktestInput,
  backtest,
  DetectionInput,
  DetectionListQuery,
  detectionList,
  metricDetection,
} from './detection-contract'
import type { decomposition, explanation } from './explanation-contract'
import type { FeedbackInput, feedbackPreview } from './feedback-contract'

/** The band's or the decomposition's question as it is asked: `step` in milliseconds, `filter` as on the wire. */
export type BandQuestion = { from?: string; to?: string; step?: number; filter?: string; tz?: string }
type DecompositionQuestion = Omit<BandQuestion, 'tz'>

export const anomalyKeys = {
  all: ['anomalies'] as const,
  list: (query: Partial<AnomalyListQuery>) => ['anomalies', 'list', query] as const,
  one: (id: string) => ['anomalies', 'one', id] as const,
  explanation: (id: string) => ['anomalies', 'explanation', id] as const,
  decomposition: (metric: string, query: DecompositionQuestion) =>
    ['anomalies', 'decomposition', metric, query] as const,
  expected: (metric: string, query: BandQuestion) => ['anomalies', 'expected', metric, query] as const,
  detection: ['anomalies', 'detection'] as const,
  detectionOf: (metric: string) => ['anomalies', 'detection', metric] as const,
}

/** One page of anomalies, newest first. */
export const anomalyListOptions = (query: Partial<AnomalyListQuery> = {}) =>
  queryOptions({
    queryKey: anomalyKeys.list(query),
    queryFn: ({ signal }) => api<typeof anomalyList>('/anomalies', { query, signal }),
  })

export const anomalyOptions = (id: string) =>
  queryOptions({
    queryKey: anomalyKeys.one(id),
    queryFn: ({ signal }) => api<typeof anomaly>(`/anomalies/${encodeURIComponent(id)}`, { signal }),
  })

/** The band behind the chart of a metric; `step` in milliseconds. */
export const expectedBandOptions = (metric: string, query: BandQuestion) =>
  queryOptions({
    queryKey: anomalyKeys.expected(metric, query),
    queryFn: ({ signal }) => {
      const step = query.step === undefined ? undefined : `${query.step}ms`
      const path = `/metrics/${encodeURIComponent(metric)}/expected`
      return api<typeof expectedBand>(path, { query: { ...query, step }, signal })
    },
  })

/** Why an anomaly is one. */
export const explanationOptions = (id: string) =>
  queryOptions({
    queryKey: anomalyKeys.explanation(id),
    queryFn: ({ signal }) => api<typeof explanation>(`/anomalies/${encodeURIComponent(id)}/explanation`, { signal }),
  })

/** A metric in trend, season and remainder; `step` in milliseconds. */
export const decompositionOptions = (metric: string, query: DecompositionQuestion) =>
  queryOptions({
    queryKey: anomalyKeys.decomposition(metric, query),
    queryFn: ({ signal }) => {
      const step = query.step === undefined ? undefined : `${query.step}ms`
      const path = `/metrics/${encodeURIComponent(metric)}/decomposition`
      return api<typeof decomposition>(path, { query: { ...query, step }, signal })
    },
  })

type Variables<B> = { id: string; body: B }

/** A change of one anomaly that shows at once, is taken back where the server refuses it, and refetches in the end. */
function useReview<B>(verb: string, preview: (anomaly: Anomaly, body: B) => Partial<Anomaly>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, body }: Variables<B>) =>
      api<typeof anomaly>(`/anomalies/${encodeURIComponent(id)}/${verb}`, { method: 'POST', body }),
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

export const useGiveFeedback = () => useReview<FeedbackInput>('feedback', (_, { verdict }) => ({ feedback: verdict }))

/** The band around an anomaly as it is, and as it would be with what is said of it. */
export const feedbackPreviewOptions = (id: string, body: FeedbackInput) =>
  queryOptions({
    queryKey: ['feedback-preview', id, body],
    queryFn: ({ signal }) => {
      const path = `/anomalies/${encodeURIComponent(id)}/feedback/preview`
      return api<typeof feedbackPreview>(path, { method: 'POST', body, signal })
    },
    retry: false,
    staleTime: 60_000,
  })

const detectionPath = (metric: string) => `/metrics/${encodeURIComponent(metric)}/detection`

/** How a metric is watched: its settings and its status. */
export const detectionOptions = (metric: string) =>
  queryOptions({
    queryKey: anomalyKeys.detectionOf(metric),
    queryFn: ({ signal }) => api<typeof metricDetection>(detectionPath(metric), { signal }),
  })

/** How every watched metric is watched. */
export const detectionListOptions = (query: Partial<DetectionListQuery> = {}) =>
  queryOptions({
    queryKey: [...anomalyKeys.detection, 'list', query],
    queryFn: ({ signal }) => api<typeof detectionList>('/detection', { query, signal }),
  })

/** Sets how a metric is watched; null has it watched as usual. */
export function useSetDetection(metric: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: DetectionInput | null) =>
      api<typeof metricDetection>(detectionPath(metric), {
        method: body ? 'PUT' : 'DELETE',
        ...(body ? { body } : {}),
      }),
    onSuccess: (detection) => client.setQueryData(anomalyKeys.detectionOf(metric), detection),
    onSettled: () => client.invalidateQueries({ queryKey: anomalyKeys.all }),
  })
}

/** What would have been raised with these settings. Not under the key of anomalies: it is asked again only for other settings. */
export const backtestOptions = (metric: string, body: BacktestInput) =>
  queryOptions({
    queryKey: ['backtest', metric, body],
    queryFn: ({ signal }) =>
      api<typeof backtest>(`${detectionPath(metric)}/backtest`, { method: 'POST', body, signal }),
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: 300_000,
  })

/** A change of many anomalies; `to` is what reopening makes of them. */
export type ManyChange =
  | { verb: 'acknowledge'; ids: string[]; user?: string; note?: string }
  | { verb: 'resolve'; ids: string[] }
  | { verb: 'reopen'; ids: string[]; to: 'open' | 'acknowledged' }

function previewMany(one: Anomaly, change: ManyChange): Partial<Anomaly> {
  if (change.verb === 'resolve') return { status: 'resolved' }
  if (change.verb === 'acknowledge' && !one.acknowledged) {
    const { user = null, note = null } = change
    const status = one.status === 'open' ? 'acknowledged' : one.status
    return { status, acknowledged: true, acknowledged_by: user, note }
  }
  return {}
}

/** Changes many anomalies in one request; lists show it at once, and as it was before where the server refuses. */
export function useChangeMany() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ verb, ...body }: ManyChange) =>
      api<typeof manyResult>(`/anomalies/${verb}`, { method: 'POST', body }),
    onMutate: async (change) => {
      await client.cancelQueries({ queryKey: anomalyKeys.all })
      const before = client.getQueriesData<AnomalyList>({ queryKey: ['anomalies', 'list'] })
      const ids = new Set(change.ids)
      const show = (one: Anomaly) => (ids.has(one.id) ? { ...one, ...previewMany(one, change) } : one)
      client.setQueriesData<AnomalyList>({ queryKey: ['anomalies', 'list'] }, (page) =>
        page ? { ...page, anomalies: page.anomalies.map(show) } : page,
      )
      return { before }
    },
    onError: (_error, _change, kept) => {
      for (const [key, data] of kept?.before ?? []) client.setQueryData(key, data)
    },
    onSettled: () => client.invalidateQueries({ queryKey: anomalyKeys.all }),
  })
}
