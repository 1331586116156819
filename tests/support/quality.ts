import * as reportRoute from '@/app/api/v1/datawatch/quality/report/route'
import * as ruleRoute from '@/app/api/v1/datawatch/quality/rules/[id]/route'
import * as previewRoute from '@/app/api/v1/datawatch/quality/rules/preview/route'
import * as rulesRoute from '@/app/api/v1/datawatch/quality/rules/route'
import * as scoreRoute from '@/app/api/v1/datawatch/quality/score/route'
import * as statsRoute from '@/app/api/v1/datawatch/quality/stats/route'
import * as tableRoute from '@/app/api/v1/datawatch/quality/tables/[table]/route'
import * as validateRoute from '@/app/api/v1/datawatch/quality/validate/route'
import * as acknowledgeRoute from '@/app/api/v1/datawatch/quality/violations/[id]/acknowledge/route'
import * as violationRoute from '@/app/api/v1/datawatch/quality/violations/[id]/route'
import * as violationsRoute from '@/app/api/v1/datawatch/quality/violations/route'
import type { RuleAnswer, RuleList, RulePreview } from '@/lib/quality/contract'
import type { QualityReport, QualityScore, QualityStats, TableQuality, Validation } from '@/lib/quality/score-contract'
import { settleViolations } from '@/lib/quality/service/settle'
import type { Violation, ViolationDetail, ViolationList } from '@/lib/quality/violation-contract'
import { createContext } from '@/lib/runtime/runtime'
import { call } from './http'

type Query = Record<string, string>

export const addRule = (body: unknown) => call<RuleAnswer>(rulesRoute.POST, '/quality/rules', { method: 'POST', body })
export const rules = (query: Query = {}) => call<RuleList>(rulesRoute.GET, '/quality/rules', { query })
export const rule = (id: string) => call<RuleAnswer>(ruleRoute.GET, `/quality/rules/${id}`, { params: { id } })
export const changeRule = (id: string, body: unknown) =>
  call<RuleAnswer>(ruleRoute.PUT, `/quality/rules/${id}`, { method: 'PUT', params: { id }, body })
export const removeRule = (id: string) =>
  call(ruleRoute.DELETE, `/quality/rules/${id}`, { method: 'DELETE', params: { id } })
export const previewRule = (body: unknown) =>
  call<RulePreview>(previewRoute.POST, '/quality/rules/preview', { method: 'POST', body })
export const score = (query: Query = {}) => call<QualityScore>(scoreRoute.GET, '/quality/score', { query })
export const stats = () => call<QualityStats>(statsRoute.GET, '/quality/stats')
export const report = (query: Query = {}) => call<QualityReport>(reportRoute.GET, '/quality/report', { query })
export const tableQuality = (table: string, query: Query = {}) =>
  call<TableQuality>(tableRoute.GET, `/quality/tables/${table}`, { params: { table }, query })
export const validate = (body: unknown) =>
  call<Validation>(validateRoute.POST, '/quality/validate', { method: 'POST', body })
export const violations = (query: Query = {}) =>
  call<ViolationList>(violationsRoute.GET, '/quality/violations', { query })
export const violation = (id: string) =>
  call<ViolationDetail>(violationRoute.GET, `/quality/violations/${id}`, { params: { id } })
export const acknowledge = (id: string, body?: unknown) =>
  call<Violation>(acknowledgeRoute.POST, `/quality/violations/${id}/acknowledge`, {
    method: 'POST',
    params: { id },
    ...(body === undefined ? {} : { body }),
  })

/** Looks at what was broken, as of `now`. */
export const settle = (now = new Date()) =>
  settleViolations({ ...createContext({ kind: 'system', name: 'test' }), now })

/** The context of a job as of `at`, milliseconds. */
export const contextAt = (at: number) => ({ ...createContext({ kind: 'system', name: 'test' }), now: new Date(at) })
