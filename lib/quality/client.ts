import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import { api } from '@/lib/http/api'
import {
  type RuleListQuery,
  ruleAnswer,
  type ruleBody,
  ruleList,
  type rulePatch,
  rulePreview,
  ruleRemoved,
} from './contract'
import { qualityReport, qualityScore, qualityStats, type ScoreQuery, tableQuality } from './score-contract'
import { type ViolationListQuery, violation, violationDetail, violationList } from './violation-contract'

export const qualityKeys = {
  all: ['quality'] as const,
  rules: (query: Partial<RuleListQuery>) => ['quality', 'rules', query] as const,
}

const path = (text: string) => encodeURIComponent(text)

/** How well the rules were met, worst tables first. */
export const scoreOptions = (query: ScoreQuery = {}) =>
  queryOptions({
    queryKey: ['quality', 'score', query] as const,
    queryFn: ({ signal }) => api('/quality/score', { response: qualityScore, query, signal }),
    placeholderData: keepPreviousData,
  })

export const qualityStatsOptions = () =>
  queryOptions({
    queryKey: ['quality', 'stats'] as const,
    queryFn: ({ signal }) => api('/quality/stats', { response: qualityStats, signal }),
  })

export const ruleListOptions = (query: Partial<RuleListQuery> = {}) =>
  queryOptions({
    queryKey: qualityKeys.rules(query),
    queryFn: ({ signal }) => api('/quality/rules', { response: ruleList, query, signal }),
    placeholderData: keepPreviousData,
  })

export const tableQualityOptions = (table: string, query: ScoreQuery = {}) =>
  queryOptions({
    queryKey: ['quality', 'table', table, query] as const,
    queryFn: ({ signal }) => api(`/quality/tables/${path(table)}`, { response: tableQuality, query, signal }),
  })

export const reportOptions = (query: ScoreQuery = {}) =>
  queryOptions({
    queryKey: ['quality', 'report', query] as const,
    queryFn: ({ signal }) => api('/quality/report', { response: qualityReport, query, signal }),
  })

export const violationListOptions = (query: Partial<ViolationListQuery> = {}) =>
  queryOptions({
    queryKey: ['quality', 'violations', query] as const,
    queryFn: ({ signal }) => api('/quality/violations', { response: violationList, query, signal }),
    placeholderData: keepPreviousData,
  })

export const violationOptions = (id: string) =>
  queryOptions({
    queryKey: ['quality', 'violation', id] as const,
    queryFn: ({ signal }) => api(`/quality/violations/${path(id)}`, { response: violationDetail, signal }),
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
    mutationFn: (body: RuleInput) => api('/quality/rules', { method: 'POST', body, response: ruleAnswer }),
    onSuccess,
  })
}

export function useChangeRule() {
  const onSuccess = useForget()
  return useMutation({
    mutationFn: ({ id, patch }: RuleChange) =>
      api(`/quality/rules/${path(id)}`, { method: 'PATCH', body: patch, response: ruleAnswer }),
    onSuccess,
  })
}

export function useDeleteRule() {
  const onSuccess = useForget()
  return useMutation({
    mutationFn: (id: string) => api(`/quality/rules/${path(id)}`, { method: 'DELETE', response: ruleRemoved }),
    onSuccess,
  })
}

/** What a rule would have found in the last day; asked again as it is written. */
export const previewOptions = (body: RuleInput | null) =>
  queryOptions({
    queryKey: ['quality', 'preview', body] as const,
    queryFn: ({ signal }) =>
      api('/quality/rules/preview', { method: 'POST', body: body ?? undefined, response: rulePreview, signal }),
    enabled: body !== null,
    placeholderData: keepPreviousData,
    retry: false,
  })

type Acknowledging = { id: string; user?: string; note?: string }

export function useAcknowledgeViolation() {
  const onSuccess = useForget()
  return useMutation({
    mutationFn: ({ id, ...body }: Acknowledging) =>
      api(`/quality/violations/${path(id)}/acknowledge`, { method: 'POST', body, response: violation }),
    onSuccess,
  })
}
