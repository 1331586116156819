import * as restoreRoute from '@/app/api/v1/datawatch/dashboards/[id]/restore/route'
import * as dashboardRoute from '@/app/api/v1/datawatch/dashboards/[id]/route'
import * as shareRoute from '@/app/api/v1/datawatch/dashboards/[id]/share/route'
import * as restoreVersionRoute from '@/app/api/v1/datawatch/dashboards/[id]/versions/[n]/restore/route'
import * as versionRoute from '@/app/api/v1/datawatch/dashboards/[id]/versions/[n]/route'
import * as versionsRoute from '@/app/api/v1/datawatch/dashboards/[id]/versions/route'
import * as widgetsRoute from '@/app/api/v1/datawatch/dashboards/[id]/widgets/route'
import * as dashboardsRoute from '@/app/api/v1/datawatch/dashboards/route'
import * as widgetRoute from '@/app/api/v1/datawatch/widgets/[id]/route'
import type { Dashboard, DashboardList, WidgetOfBoard, WidgetPosition } from '@/lib/dashboards/contract'
import type { BoardVersion, VersionList } from '@/lib/dashboards/version-contract'
import type { Handler } from '@/lib/http/route'
import type { MadeShare } from '@/lib/shares/contract'
import { call } from './http'

export const absent = '01a20a8e-b2c9-7707-b253-6698abe857b9'
export const tagged = (version: number) => ({ 'If-Match': `"${version}"` })
export const at = (x: number, y: number, width: number, height: number): WidgetPosition => ({ x, y, width, height })

export type Sent = { body?: unknown; headers?: Record<string, string>; query?: Record<string, string> }
export const sender =
  <T>(handler: Handler, method: string) =>
  (id: string, sent: Sent = {}) =>
    call<T>(handler, '/dashboards', { method, params: { id }, ...sent })

export const create = (body: unknown) => call<Dashboard>(dashboardsRoute.POST, '/dashboards', { method: 'POST', body })
export const list = (query = {}) => call<DashboardList>(dashboardsRoute.GET, '/dashboards', { query })
export const read = sender<Dashboard>(dashboardRoute.GET, 'GET')
export const put = sender<Dashboard>(dashboardRoute.PUT, 'PUT')
export const patch = sender<Dashboard>(dashboardRoute.PATCH, 'PATCH')
export const remove = sender(dashboardRoute.DELETE, 'DELETE')
export const addWidget = sender<WidgetOfBoard>(widgetsRoute.POST, 'POST')
export const patchWidget = sender<WidgetOfBoard>(widgetRoute.PATCH, 'PATCH')
export const putWidget = sender<WidgetOfBoard>(widgetRoute.PUT, 'PUT')
export const removeWidget = sender(widgetRoute.DELETE, 'DELETE')
export const restore = sender<Dashboard>(restoreRoute.POST, 'POST')
export const versions = sender<VersionList>(versionsRoute.GET, 'GET')
export const share = sender<MadeShare>(shareRoute.POST, 'POST')

const ofVersion =
  <T>(handler: Handler, method: string) =>
  (id: string, n: number | string, sent: Sent = {}) =>
    call<T>(handler, '/dashboards', { method, params: { id, n: String(n) }, ...sent })

export const version = ofVersion<BoardVersion>(versionRoute.GET, 'GET')
export const restoreVersion = ofVersion<Dashboard>(restoreVersionRoute.POST, 'POST')
