import { access } from './operations/access'
import { alerts } from './operations/alerts'
import { anomalies } from './operations/anomalies'
import { dashboards } from './operations/dashboards'
import { events } from './operations/events'
import { metrics } from './operations/metrics'
import type { Operations } from './operations/operation'
import { process } from './operations/process'
import { prometheus } from './operations/prometheus'
import { quality } from './operations/quality'
import { schema } from './operations/schema'
import { sources } from './operations/sources'

/** Operations that belong together: one section of the documentation. `base` stands before their paths. */
export type Group = { tag: string; base: string; says: string; operations: Operations }

const base = '/api/v1/datawatch'

export const groups: readonly Group[] = [
  { tag: 'events', base, says: 'Send row changes, read them back, follow them live', operations: events },
  { tag: 'sources', base, says: 'The databases that are followed', operations: sources },
  { tag: 'metrics', base, says: 'What became of the changes: list metrics and ask them', operations: metrics },
  { tag: 'anomalies', base, says: 'What is unusual, why, and what was noted about it', operations: anomalies },
  { tag: 'dashboards', base, says: 'Boards, their widgets, versions and links', operations: dashboards },
  { tag: 'quality', base, says: 'Rules that rows are to meet, and what breaks them', operations: quality },
  { tag: 'schema', base, says: 'What tables look like, and how that changes', operations: schema },
  { tag: 'alerts', base, says: 'Who is told of what, and how that stands', operations: alerts },
  { tag: 'access', base, says: 'People, keys and the audit log', operations: access },
  { tag: 'prometheus', base: '/api/v1', says: "Prometheus's HTTP API, for Grafana and PromQL", operations: prometheus },
  { tag: 'process', base: '', says: 'The server itself', operations: process },
]

/** Addresses that are in no document, and why. */
export const undocumented: Record<string, string> = {
  '/api/[...path]': 'says that there is nothing',
  '/api/v1/[...path]': 'says that there is nothing',
  '/api/v1/datawatch/[[...path]]': 'says that there is nothing',
  '/api/auth/[...nextauth]': 'is for the sign-in page alone',
}
