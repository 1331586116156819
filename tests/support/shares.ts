import * as linkRoute from '@/app/api/v1/datawatch/dashboards/[id]/share/[share]/route'
import * as shareRoute from '@/app/api/v1/datawatch/dashboards/[id]/share/route'
import * as anomaliesRoute from '@/app/api/v1/datawatch/shared/[token]/anomalies/route'
import * as boardRoute from '@/app/api/v1/datawatch/shared/[token]/board/route'
import * as eventsRoute from '@/app/api/v1/datawatch/shared/[token]/events/route'
import * as liveRoute from '@/app/api/v1/datawatch/shared/[token]/live/route'
import * as queryRoute from '@/app/api/v1/datawatch/shared/[token]/query/route'
import type { AnomalyList } from '@/lib/anomalies/contract'
import type { Widget } from '@/lib/dashboards/contract'
import { questionsOf } from '@/lib/dashboards/question'
import type { EventList } from '@/lib/events/contract'
import type { Handler } from '@/lib/http/route'
import type { BatchAnswer } from '@/lib/metrics/contract'
import type { MadeShare, Share, SharedBoard, ShareList } from '@/lib/shares/contract'
import type { Sent } from './boards'
import { type Answer, call } from './http'
import { key } from './visitor'

const known = { authorization: `Bearer ${key}` }

/** Calls as one who has a key. */
const asOwner =
  <T>(handler: Handler, method: string) =>
  (params: Record<string, string>, body?: unknown) =>
    call<T>(handler, '/dashboards', { method, params, body, headers: known })

export const makeLink = (id: string, body: object = {}) =>
  asOwner<MadeShare>(shareRoute.POST, 'POST')({ id }, { name: 'Lobby', ...body })
export const listLinks = (id: string) => asOwner<ShareList>(shareRoute.GET, 'GET')({ id })
export const revokeLinks = (id: string) => asOwner<{ revoked: number }>(shareRoute.DELETE, 'DELETE')({ id })
export const revokeLink = (id: string, share: string) => asOwner<Share>(linkRoute.DELETE, 'DELETE')({ id, share })

/** Calls as anyone who has the link. */
const asViewer =
  <T>(handler: Handler, method: string) =>
  (token: string, sent: Sent = {}) =>
    call<T>(handler, '/shared', { method, params: { token }, ...sent })

export const readShared = asViewer<SharedBoard>(boardRoute.GET, 'GET')
export const sharedRows = asViewer<EventList>(eventsRoute.GET, 'GET')
export const sharedAnomalies = asViewer<AnomalyList>(anomaliesRoute.GET, 'GET')
export const followShared = (token: string, signal?: AbortSignal) =>
  liveRoute.GET(new Request('http://127.0.0.1/live', { signal }), { params: Promise.resolve({ token }) })

const askShared = asViewer<BatchAnswer>(queryRoute.POST, 'POST')
export const askLink = (token: string, queries: readonly object[]): Promise<Answer<BatchAnswer>> =>
  askShared(token, { body: { queries: queries.map((query, at) => ({ ref: String(at), ...query })) } })

/** What the page of a board asks for a widget. */
export const asked = (widget: Pick<Widget, 'type' | 'metric' | 'config'>, from: string, to: string) =>
  questionsOf(widget, { from: Date.parse(from), to: Date.parse(to) }, 'UTC').map(
    (question) => JSON.parse(JSON.stringify(question)) as Record<string, unknown>,
  )

/** The status of each answer of a batch. */
export const statusesOf = ({ data }: Answer<BatchAnswer>) =>
  data.results.map((result) => ('error' in result ? result.error.status : 200))
