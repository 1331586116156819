import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import { api } from '@/lib/http/api'
import type { RuleListQuery, ruleAnswer, ruleBody, ruleList, rulePatch, rulePreview, ruleRemoved } from './contract'
import type { qualityReport, qualityScore, qualityStats, ScoreQuery, tableQuality } from './score-contract'
import type { ViolationListQuery, violation, violationDetail, violationList } from './violation-contract'

export const qualityKeys = {
  all: ['quality'] as const,
  rules: (query: Partial<RuleListQuery>) => ['quality', 'rules', query] as const,
}

const path = (text: string) => encodeURIComponent(text)

/** How well the rules were met, worst tables first. */
export const scoreOptions = (query: ScoreQuery = {}) =>
  queryOptions({
    queryKey: ['quality', 'score', query] as const,
    queryFn: ({ signal }) => api<typeof qualityScore>('/quality/score', { query, signal }),
    placeholderData: keepPreviousData,
  })

export const qualityStatsOptions = () =>
  queryOptions({
    queryKey: ['quality', 'stats'] as const,
    queryFn: ({ signal }) => api<typeof qualityStats>('/quality/stats', { signal }),
  })

export const ruleListOptions = (query: Partial<RuleListQuery> = {}) =>
  queryOptions({
    queryKey: qualityKeys.rules(query),
    queryFn: ({ signal }) => api<typeof ruleList>('/quality/rules', { query, signal }),
    placeholderData: keepPreviousData,
  })

export const tableQualityOptions = (table: string, query: ScoreQuery = {}) =>
  queryOptions({
    queryKey: ['quality', 'table', table, query] as const,
    queryFn: ({ signal }) => api<typeof tableQuality>(`/quality/tables/${path(table)}`, { query, signal }),
  })

export const reportOptions = (query: ScoreQuery = {}) =>
  queryOptions({
    queryKey: ['quality', 'report', query] as const,
    queryFn: ({ signal }) => api<typeof qualityReport>('/quality/report', { query, signal }),
  })

export const violationListOptions = (query: Partial<ViolationListQuery> = {}) =>
  queryOptions({
    queryKey: ['quality', 'violations', query] as const,
    queryFn: ({ signal }) => api<typeof violationList>('/quality/violations', { query, signal }),
    placeholderData: keepPreviousData,
  })

export const violationOptions = (id: string) =>
  queryOptions({
    queryKey: ['quality', 'violation', id] as const,
    queryFn: ({ signal }) => api<typeof violationDetail>(`/quality/violations/${path(id)}`, { signal }),
  })

export type RuleInput = z.input<typeof ruleBody>
type RuleChange = { id: string; patch: z.input<typeof rulePatch> }

function useForget() {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: qualityKeys.all })
}

export function useCreateRule() {
  const onSuccess = useForget()
  return useMutation({
    mutationFn: (body: RuleInput) => api<typeof ruleAnswer>('/quality/rules', { method: 'POST', body }),
    onSuccess,
  })
}

export function useChangeRule() {
  const onSuccess = useForget()
  return useMutation({
    mutationFn: ({ id, patch }: RuleChange) =>
      api<typeof ruleAnswer>(`/quality/rules/${path(id)}`, { method: 'PATCH', body: patch }),
    onSuccess,
  })
}

export function useDeleteRule() {
  const onSuccess = useForget()
  return useMutation({
    mutationFn: (id: string) => api<typeof ruleRemoved>(`/quality/rules/${path(id)}`, { method: 'DELETE' }),
    onSuccess,
  })
}

/** What a rule would have found in the last day; asked again as it is written. */
/** Of a rule what its preview depends on: it is not asked again for another owner or another severity. */
const whatIsTried = ({ table, schema, column, columns, type, params }: RuleInput) => [
  table,
  schema,
  column,
  columns,
  type,
  params,
]

export const previewOptions = (body: RuleInput | null) =>
  queryOptions({
    queryKey: ['quality', 'preview', body && whatIsTried(body)] as const,
    queryFn: ({ signal }) =>
      api<typeof rulePreview>('/quality/rules/preview', { method: 'POST', body: body ?? undefined, signal }),
    enabled: body !== null,
    placeholderData: keepPreviousData,
    retry: false,
  })

type Acknowledging = { id: string; user?: string; note?: string }

export function useAcknowledgeViolation() {
  const onSuccess = useForget()
  return useMutation({
    mutationFn: ({ id, ...body }: Acknowledging) =>
      api<typeof violation>(`/quality/violations/${path(id)}/acknowledge`, { method: 'POST', body }),
    onSuccess,
  })
}
