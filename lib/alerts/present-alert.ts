import type { alerts } from '@/drizzle/schema/alerts'
import type { Alert, Hush } from './incident-contract'

export type AlertRow = typeof alerts.$inferSelect

function hushOf({ silenced, inhibited, snoozedUntil, flapping }: AlertRow, now: Date): Hush | null {
  if (silenced) return 'silenced'
  if (inhibited) return 'inhibited'
  if (snoozedUntil && snoozedUntil > now) return 'snoozed'
  return flapping ? 'flapping' : null
}

/** An alert as the wire has it. */
export function presentAlert(row: AlertRow, now: Date): Alert {
  return {
    id: row.id,
    rule_id: row.ruleId,
    rule_name: row.ruleName,
    kind: row.kind,
    title: row.title,
    message: row.message,
    severity: row.severity,
    status: row.status,
    labels: row.labels,
    table: row.tableName,
    metric: row.metric,
    value: row.value,
    threshold: row.threshold,
    expected: row.expected,
    started_at: row.startedAt.toISOString(),
    last_seen_at: row.lastSeenAt.toISOString(),
    resolved_at: row.resolvedAt?.toISOString() ?? null,
    resolved_by: row.resolvedBy,
    acknowledged: row.acknowledgedAt !== null,
    acknowledged_by: row.acknowledgedBy,
    acknowledged_at: row.acknowledgedAt?.toISOString() ?? null,
    note: row.note,
    snoozed_until: row.snoozedUntil?.toISOString() ?? null,
    hushed: hushOf(row, now),
    flapping: row.flapping,
    assignee: row.assignee,
    owner: row.owner,
    runbook_url: row.runbookUrl,
    path: row.path,
  }
}
