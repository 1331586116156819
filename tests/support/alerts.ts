import * as acknowledgeRoute from '@/app/api/v1/datawatch/alerts/[id]/acknowledge/route'
import * as assignRoute from '@/app/api/v1/datawatch/alerts/[id]/assign/route'
import * as commentRoute from '@/app/api/v1/datawatch/alerts/[id]/comment/route'
import * as reopenRoute from '@/app/api/v1/datawatch/alerts/[id]/reopen/route'
import * as resolveRoute from '@/app/api/v1/datawatch/alerts/[id]/resolve/route'
import * as alertRoute from '@/app/api/v1/datawatch/alerts/[id]/route'
import * as snoozeRoute from '@/app/api/v1/datawatch/alerts/[id]/snooze/route'
import * as unacknowledgeRoute from '@/app/api/v1/datawatch/alerts/[id]/unacknowledge/route'
import * as unsnoozeRoute from '@/app/api/v1/datawatch/alerts/[id]/unsnooze/route'
import * as bulkRoute from '@/app/api/v1/datawatch/alerts/bulk/route'
import * as alertsRoute from '@/app/api/v1/datawatch/alerts/route'
import * as routingRoute from '@/app/api/v1/datawatch/alerts/routing/route'
import * as ruleRoute from '@/app/api/v1/datawatch/alerts/rules/[id]/route'
import * as previewRoute from '@/app/api/v1/datawatch/alerts/rules/preview/route'
import * as rulesRoute from '@/app/api/v1/datawatch/alerts/rules/route'
import * as silenceRoute from '@/app/api/v1/datawatch/alerts/silences/[id]/route'
import * as silencesRoute from '@/app/api/v1/datawatch/alerts/silences/route'
import * as summaryRoute from '@/app/api/v1/datawatch/alerts/summary/route'
import type { AlertRule, RuleList, RulePreview } from '@/lib/alerts/contract'
import type { Alert, AlertDetail, AlertList, AlertSummary } from '@/lib/alerts/incident-contract'
import type { RoutingAnswer, Silence, SilenceList } from '@/lib/alerts/routing-contract'
import type { ManyResult } from '@/lib/anomalies/contract'
import { call } from './http'

type Query = Record<string, string>

const deeds = {
  acknowledge: acknowledgeRoute,
  unacknowledge: unacknowledgeRoute,
  resolve: resolveRoute,
  reopen: reopenRoute,
  snooze: snoozeRoute,
  unsnooze: unsnoozeRoute,
  assign: assignRoute,
  comment: commentRoute,
}

export const addAlertRule = (body: unknown) =>
  call<AlertRule>(rulesRoute.POST, '/alerts/rules', { method: 'POST', body })
export const alertRules = (query: Query = {}) => call<RuleList>(rulesRoute.GET, '/alerts/rules', { query })
export const alertRule = (id: string) => call<AlertRule>(ruleRoute.GET, `/alerts/rules/${id}`, { params: { id } })
export const patchAlertRule = (id: string, body: unknown) =>
  call<AlertRule>(ruleRoute.PATCH, `/alerts/rules/${id}`, { method: 'PATCH', params: { id }, body })
export const removeAlertRule = (id: string) =>
  call(ruleRoute.DELETE, `/alerts/rules/${id}`, { method: 'DELETE', params: { id } })
export const previewAlertRule = (body: unknown) =>
  call<RulePreview>(previewRoute.POST, '/alerts/rules/preview', { method: 'POST', body })
export const alerts = (query: Query = {}) => call<AlertList>(alertsRoute.GET, '/alerts', { query })
export const alert = (id: string) => call<AlertDetail>(alertRoute.GET, `/alerts/${id}`, { params: { id } })
export const doToAlert = (id: string, deed: keyof typeof deeds, body?: unknown) =>
  call<Alert>(deeds[deed].POST, `/alerts/${id}/${deed}`, {
    method: 'POST',
    params: { id },
    ...(body === undefined ? {} : { body }),
  })
export const doToAlerts = (body: unknown) => call<ManyResult>(bulkRoute.POST, '/alerts/bulk', { method: 'POST', body })
export const alertSummary = () => call<AlertSummary>(summaryRoute.GET, '/alerts/summary')
export const setRouting = (body: unknown) =>
  call<RoutingAnswer>(routingRoute.PUT, '/alerts/routing', { method: 'PUT', body })
export const addSilence = (body: unknown) =>
  call<Silence>(silencesRoute.POST, '/alerts/silences', { method: 'POST', body })
export const silences = (query: Query = {}) => call<SilenceList>(silencesRoute.GET, '/alerts/silences', { query })
export const endSilence = (id: string) =>
  call(silenceRoute.DELETE, `/alerts/silences/${id}`, { method: 'DELETE', params: { id } })
