import type { Match, Severity } from './contract'
import { severities } from './contract'

/** Something that another part of DataWatch has found, as an alert of it will say. */
export type Found = {
  key: string
  title: string
  message: string
  severity: Severity
  labels: Record<string, string>
  table: string | null
  metric: string | null
  source: string | null
  /** The name of a quality rule. */
  rule: string | null
  breaking: boolean
  value: number | null
  expected: string | null
  path: string
  since: Date
  /** When it was over, where that is known. */
  until: Date | null
  /** Whether it is still so. */
  going: boolean
}

const rank = (severity: Severity) => severities.indexOf(severity)

export const isAtLeast = (severity: Severity, least: Severity) => rank(severity) >= rank(least)
export const worst = (all: readonly Severity[]): Severity =>
  all.reduce<Severity>((most, one) => (rank(one) > rank(most) ? one : most), 'low')

/** Whether a rule is about this. */
export function matches(found: Found, { table, metric, rule, source, min_severity, breaking }: Match): boolean {
  if (table !== undefined && found.table !== table) return false
  if (metric !== undefined && found.metric !== metric) return false
  if (rule !== undefined && found.rule !== rule) return false
  if (source !== undefined && found.source !== source) return false
  if (breaking && !found.breaking) return false
  return min_severity === undefined || isAtLeast(found.severity, min_severity)
}
