import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import { api } from '@/lib/http/api'
import {
  type ChannelBody,
  type ChannelPatch,
  channel,
  channelList,
  channelRemoved,
  type DeliveryListQuery,
  deliveryList,
  type ReplayBody,
  replayResult,
  type TestBody,
  testResult,
} from './channel-contract'
import {
  alertRule,
  type previewBody,
  type RuleListQuery,
  type ruleBody,
  ruleList,
  type rulePatch,
  rulePreview,
  ruleRemoved,
} from './contract'
import {
  type AlertListQuery,
  alert,
  alertDetail,
  alertList,
  alertSummary,
  type bulkRequest,
  bulkResult,
} from './incident-contract'
import {
  type routing,
  routingAnswer,
  type SilenceListQuery,
  silence,
  type silenceBody,
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
    queryFn: ({ signal }) => api('/alerts', { response: alertList, query, signal }),
    placeholderData: keepPreviousData,
  })

export const alertOptions = (id: string) =>
  queryOptions({
    queryKey: ['alerts', 'one', id] as const,
    queryFn: ({ signal }) => api(`/alerts/${path(id)}`, { response: alertDetail, signal }),
  })

/** How much there is, how soon people come to it, and which rules ask too much. */
export const alertSummaryOptions = () =>
  queryOptions({
    queryKey: ['alerts', 'summary'] as const,
    queryFn: ({ signal }) => api('/alerts/summary', { response: alertSummary, signal }),
  })

export const alertRulesOptions = (query: Partial<RuleListQuery> = {}) =>
  queryOptions({
    queryKey: ['alerts', 'rules', query] as const,
    queryFn: ({ signal }) => api('/alerts/rules', { response: ruleList, query, signal }),
    placeholderData: keepPreviousData,
  })

export const alertRuleOptions = (id: string) =>
  queryOptions({
    queryKey: ['alerts', 'rule', id] as const,
    queryFn: ({ signal }) => api(`/alerts/rules/${path(id)}`, { response: alertRule, signal }),
  })

/** What a rule would have done. Not under the key of alerts: it is asked again only for another rule. */
export const alertPreviewOptions = (body: z.input<typeof previewBody> | null) =>
  queryOptions({
    queryKey: ['alert-preview', body] as const,
    queryFn: ({ signal }) =>
      api('/alerts/rules/preview', { method: 'POST', body: body ?? undefined, response: rulePreview, signal }),
    enabled: body !== null,
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: 60_000,
  })

export const mostChannels = 1000

export const channelsOptions = () =>
  queryOptions({
    queryKey: ['alerts', 'channels'] as const,
    queryFn: ({ signal }) => api('/alerts/channels', { response: channelList, query: { limit: mostChannels }, signal }),
  })

export const deliveriesOptions = (query: Partial<DeliveryListQuery> = {}) =>
  queryOptions({
    queryKey: ['alerts', 'deliveries', query] as const,
    queryFn: ({ signal }) => api('/alerts/deliveries', { response: deliveryList, query, signal }),
    placeholderData: keepPreviousData,
  })

export const silencesOptions = (query: Partial<SilenceListQuery> = {}) =>
  queryOptions({
    queryKey: ['alerts', 'silences', query] as const,
    queryFn: ({ signal }) => api('/alerts/silences', { response: silenceList, query, signal }),
    placeholderData: keepPreviousData,
  })

export const routingOptions = () =>
  queryOptions({
    queryKey: ['alerts', 'routing'] as const,
    queryFn: ({ signal }) => api('/alerts/routing', { response: routingAnswer, signal }),
  })

/** A change after which everything about alerts is asked again. */
function useChange<V, A>(mutationFn: (given: V) => Promise<A>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn,
    onSettled: () => {
      void client.invalidateQueries({ queryKey: alertKeys.all })
    },
  })
}

/** What one does to an alert, as it is asked. */
export type AlertAct =
  | { verb: 'acknowledge' | 'resolve'; note?: string }
  | { verb: 'unacknowledge' | 'reopen' | 'unsnooze' }
  | { verb: 'snooze'; for: string; note?: string }
  | { verb: 'assign'; assignee: string | null }
  | { verb: 'comment'; text: string }

export const useActOnAlert = (id: string) =>
  useChange(({ verb, ...body }: AlertAct) =>
    api(`/alerts/${path(id)}/${verb}`, { method: 'POST', body, response: alert }),
  )

export type BulkInput = z.input<typeof bulkRequest>
export const useBulkAlerts = () =>
  useChange((body: BulkInput) => api('/alerts/bulk', { method: 'POST', body, response: bulkResult }))

export type AlertRuleInput = z.input<typeof ruleBody>
export const useCreateAlertRule = () =>
  useChange((body: AlertRuleInput) => api('/alerts/rules', { method: 'POST', body, response: alertRule }))

type RuleReplacement = { id: string; body: AlertRuleInput }
export const useReplaceAlertRule = () =>
  useChange(({ id, body }: RuleReplacement) =>
    api(`/alerts/rules/${path(id)}`, { method: 'PUT', body, response: alertRule }),
  )

type RuleChange = { id: string; patch: z.input<typeof rulePatch> }
export const useChangeAlertRule = () =>
  useChange(({ id, patch }: RuleChange) =>
    api(`/alerts/rules/${path(id)}`, { method: 'PATCH', body: patch, response: alertRule }),
  )

export const useDeleteAlertRule = () =>
  useChange((id: string) => api(`/alerts/rules/${path(id)}`, { method: 'DELETE', response: ruleRemoved }))

export type ChannelInput = ChannelBody
export const useCreateChannel = () =>
  useChange((body: ChannelInput) => api('/alerts/channels', { method: 'POST', body, response: channel }))

type ChannelChange = { id: string; patch: ChannelPatch }
export const useChangeChannel = () =>
  useChange(({ id, patch }: ChannelChange) =>
    api(`/alerts/channels/${path(id)}`, { method: 'PATCH', body: patch, response: channel }),
  )

export const useDeleteChannel = () =>
  useChange((id: string) => api(`/alerts/channels/${path(id)}`, { method: 'DELETE', response: channelRemoved }))

export const useTestChannel = () =>
  useChange((body: TestBody) => api('/alerts/test', { method: 'POST', body, response: testResult }))

export const useReplayDeliveries = () =>
  useChange((body: ReplayBody) => api('/alerts/deliveries/replay', { method: 'POST', body, response: replayResult }))

export type SilenceInput = z.input<typeof silenceBody>
export const useCreateSilence = () =>
  useChange((body: SilenceInput) => api('/alerts/silences', { method: 'POST', body, response: silence }))

export const useEndSilence = () =>
  useChange((id: string) => api(`/alerts/silences/${path(id)}`, { method: 'DELETE', response: silenceRemoved }))

export type RoutingInput = z.input<typeof routing>
/** Keeps the routing; what is answered is shown at once, for the next change builds on it. */
export function useSaveRouting() {
  const client = useQueryClient()
  return useChange(async (body: RoutingInput) => {
    const kept = await api('/alerts/routing', { method: 'PUT', body, response: routingAnswer })
    client.setQueryData(routingOptions().queryKey, kept)
    return kept
  })
}
