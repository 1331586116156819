import { keepPreviousData, queryOptions, useQueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import { api } from '@/lib/http/api'
import { useChange } from '@/lib/http/use-change'
import type {
  ChannelBody,
  ChannelPatch,
  channel,
  channelList,
  channelRemoved,
  DeliveryListQuery,
  deliveryList,
  ReplayBody,
  replayResult,
  TestBody,
  testResult,
} from './channel-contract'
import type {
  alertRule,
  previewBody,
  RuleListQuery,
  ruleBody,
  ruleList,
  rulePatch,
  rulePreview,
  ruleRemoved,
} from './contract'
import type {
  AlertListQuery,
  alert,
  alertDetail,
  alertList,
  alertSummary,
  bulkRequest,
  bulkResult,
} from './incident-contract'
import type {
  routing,
  routingAnswer,
  SilenceListQuery,
  silence,
  silenceBody,
  silenceList,
  silenceRemoved,
} from './routing-contract'

export const alertKeys = { all: ['alerts'] as const }

const path = (text: string) => encodeURIComponent(text)

/** `include_hushed` as it goes over the wire. */
export type AlertSearch = Partial<Omit<AlertListQuery, 'include_hushed'>> & { include_hushed?: boolean }

/** What is wrong, the newest first. */
export const alertListOptions = (query: AlertSearch = {}) =>
  queryOptions({
    queryKey: ['alerts', 'list', query] as const,
    queryFn: ({ signal }) => api<typeof alertList>('/alerts', { query, signal }),
    placeholderData: keepPreviousData,
  })

export const alertOptions = (id: string) =>
  queryOptions({
    queryKey: ['alerts', 'one', id] as const,
    queryFn: ({ signal }) => api<typeof alertDetail>(`/alerts/${path(id)}`, { signal }),
  })

/** How much there is, how soon people come to it, and which rules ask too much. */
export const alertSummaryOptions = () =>
  queryOptions({
    queryKey: ['alerts', 'summary'] as const,
    queryFn: ({ signal }) => api<typeof alertSummary>('/alerts/summary', { signal }),
  })

export const alertRulesOptions = (query: Partial<RuleListQuery> = {}) =>
  queryOptions({
    queryKey: ['alerts', 'rules', query] as const,
    queryFn: ({ signal }) => api<typeof ruleList>('/alerts/rules', { query, signal }),
    placeholderData: keepPreviousData,
  })

export const alertRuleOptions = (id: string) =>
  queryOptions({
    queryKey: ['alerts', 'rule', id] as const,
    queryFn: ({ signal }) => api<typeof alertRule>(`/alerts/rules/${path(id)}`, { signal }),
  })

/** What a rule would have done. Not under the key of alerts: it is asked again only for another rule. */
export const alertPreviewOptions = (body: z.input<typeof previewBody> | null) =>
  queryOptions({
    queryKey: ['alert-preview', body] as const,
    queryFn: ({ signal }) =>
      api<typeof rulePreview>('/alerts/rules/preview', { method: 'POST', body: body ?? undefined, signal }),
    enabled: body !== null,
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: 60_000,
  })

export const mostChannels = 1000

export const channelsOptions = () =>
  queryOptions({
    queryKey: ['alerts', 'channels'] as const,
    queryFn: ({ signal }) => api<typeof channelList>('/alerts/channels', { query: { limit: mostChannels }, signal }),
  })

export const deliveriesOptions = (query: Partial<DeliveryListQuery> = {}) =>
  queryOptions({
    queryKey: ['alerts', 'deliveries', query] as const,
    queryFn: ({ signal }) => api<typeof deliveryList>('/alerts/deliveries', { query, signal }),
    placeholderData: keepPreviousData,
  })

export const silencesOptions = (query: Partial<SilenceListQuery> = {}) =>
  queryOptions({
    queryKey: ['alerts', 'silences', query] as const,
    queryFn: ({ signal }) => api<typeof silenceList>('/alerts/silences', { query, signal }),
    placeholderData: keepPreviousData,
  })

export const routingOptions = () =>
  queryOptions({
    queryKey: ['alerts', 'routing'] as const,
    queryFn: ({ signal }) => api<typeof routingAnswer>('/alerts/routing', { signal }),
  })

/** What one does to an alert, as it is asked. */
export type AlertAct =
  | { verb: 'acknowledge' | 'resolve'; note?: string }
  | { verb: 'unacknowledge' | 'reopen' | 'unsnooze' }
  | { verb: 'snooze'; for: string; note?: string }
  | { verb: 'assign'; assignee: string | null }
  | { verb: 'comment'; text: string }

export const useActOnAlert = (id: string) =>
  useChange(alertKeys.all, ({ verb, ...body }: AlertAct) =>
    api<typeof alert>(`/alerts/${path(id)}/${verb}`, { method: 'POST', body }),
  )

export type BulkInput = z.input<typeof bulkRequest>
export const useBulkAlerts = () =>
  useChange(alertKeys.all, (body: BulkInput) => api<typeof bulkResult>('/alerts/bulk', { method: 'POST', body }))

export type AlertRuleInput = z.input<typeof ruleBody>
export const useCreateAlertRule = () =>
  useChange(alertKeys.all, (body: AlertRuleInput) => api<typeof alertRule>('/alerts/rules', { method: 'POST', body }))

type RuleReplacement = { id: string; body: AlertRuleInput }
export const useReplaceAlertRule = () =>
  useChange(alertKeys.all, ({ id, body }: RuleReplacement) =>
    api<typeof alertRule>(`/alerts/rules/${path(id)}`, { method: 'PUT', body }),
  )

type RuleChange = { id: string; patch: z.input<typeof rulePatch> }
export const useChangeAlertRule = () =>
  useChange(alertKeys.all, ({ id, patch }: RuleChange) =>
    api<typeof alertRule>(`/alerts/rules/${path(id)}`, { method: 'PATCH', body: patch }),
  )

export const useDeleteAlertRule = () =>
  useChange(alertKeys.all, (id: string) => api<typeof ruleRemoved>(`/alerts/rules/${path(id)}`, { method: 'DELETE' }))

export type ChannelInput = ChannelBody
export const useCreateChannel = () =>
  useChange(alertKeys.all, (body: ChannelInput) => api<typeof channel>('/alerts/channels', { method: 'POST', body }))

type ChannelChange = { id: string; patch: ChannelPatch }
export const useChangeChannel = () =>
  useChange(alertKeys.all, ({ id, patch }: ChannelChange) =>
    api<typeof channel>(`/alerts/channels/${path(id)}`, { method: 'PATCH', body: patch }),
  )

export const useDeleteChannel = () =>
  useChange(alertKeys.all, (id: string) =>
    api<typeof channelRemoved>(`/alerts/channels/${path(id)}`, { method: 'DELETE' }),
  )

export const useTestChannel = () =>
  useChange(alertKeys.all, (body: TestBody) => api<typeof testResult>('/alerts/test', { method: 'POST', body }))

export const useReplayDeliveries = () =>
  useChange(alertKeys.all, (body: ReplayBody) =>
    api<typeof replayResult>('/alerts/deliveries/replay', { method: 'POST', body }),
  )

export type SilenceInput = z.input<typeof silenceBody>
export const useCreateSilence = () =>
  useChange(alertKeys.all, (body: SilenceInput) => api<typeof silence>('/alerts/silences', { method: 'POST', body }))

export const useEndSilence = () =>
  useChange(alertKeys.all, (id: string) =>
    api<typeof silenceRemoved>(`/alerts/silences/${path(id)}`, { method: 'DELETE' }),
  )

export type RoutingInput = z.input<typeof routing>
/** Keeps the routing; what is answered is shown at once, for the next change builds on it. */
export function useSaveRouting() {
  const client = useQueryClient()
  return useChange(alertKeys.all, async (body: RoutingInput) => {
    const kept = await api<typeof routingAnswer>('/alerts/routing', { method: 'PUT', body })
    client.setQueryData(routingOptions().queryKey, kept)
    return kept
  })
}
