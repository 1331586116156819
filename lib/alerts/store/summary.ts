import 'server-only'
import { sql } from 'drizzle-orm'
import type { Severity } from '../contract'
import type { Queryable } from './outbox'

export type Counts = {
  firing: number
  acknowledged: number
  snoozed: number
  silenced: number
  resolved_last_24h: number
  mean_minutes_to_acknowledge: number | null
  mean_minutes_to_resolve: number | null
  rules: number
  channels: number
  failing_channels: number
  pending_deliveries: number
  dead_deliveries: number
}

const minutes = (text: string) => sql.raw(`avg(extract(epoch from ${text})::float8 / 60)`)

/** How alerts stand at `now`; times to acknowledge and to resolve are of those opened since. */
export async function countAlerts(db: Queryable, now: Date, since: Date): Promise<Counts> {
  const [at, from] = [now.toISOString(), since.toISOString()]
  const [row] = await db.execute<Counts>(sql`
    select count(*) filter (where status = 'firing' and not (silenced or inhibited or coalesce(snoozed_until > ${at}::timestamptz, false)))::int
        as firing,
      count(*) filter (where status = 'acknowledged')::int as acknowledged,
      count(*) filter (where status <> 'resolved' and snoozed_until > ${at}::timestamptz)::int as snoozed,
      count(*) filter (where status <> 'resolved' and silenced)::int as silenced,
      count(*) filter (where resolved_at > ${at}::timestamptz - interval '1 day')::int as resolved_last_24h,
      ${minutes('acknowledged_at - opened_at')} filter (where opened_at >= ${from}::timestamptz and acknowledged_at is not null)
        as mean_minutes_to_acknowledge,
      ${minutes('resolved_at - opened_at')} filter (where opened_at >= ${from}::timestamptz and resolved_at is not null)
        as mean_minutes_to_resolve,
      (select count(*)::int from alert_rules where enabled) as rules,
      (select count(*)::int from alert_channels where enabled) as channels,
      (select count(*)::int from alert_channels where enabled and (gone_at is not null or last_error is not null)) as failing_channels,
      (select count(*)::int from alert_deliveries where status = 'pending') as pending_deliveries,
      (select count(*)::int from alert_deliveries where status = 'dead') as dead_deliveries
    from alerts`)
  return row!
}

export async function countBySeverity(db: Queryable): Promise<Record<Severity, number>> {
  const rows = await db.execute<{ severity: Severity; count: number }>(sql`
    select severity, count(*)::int as count from alerts where status = 'firing' group by severity`)
  const none = { low: 0, medium: 0, high: 0, critical: 0 }
  return { ...none, ...Object.fromEntries(rows.map(({ severity, count }) => [severity, count])) }
}

export type Noise = {
  rule_id: string | null
  rule_name: string
  alerts: number
  acknowledged: number
  unattended: number
  flapping: number
  mean_minutes_to_acknowledge: number | null
  mean_minutes_open: number | null
  /** How many were over within five minutes. */
  brief: number
}

/** How often each rule has asked for attention since, the most first. */
export async function listNoise(db: Queryable, since: Date, limit: number): Promise<Noise[]> {
  return db.execute<Noise>(sql`
    select rule_id, rule_name, count(*)::int as alerts,
      count(acknowledged_at)::int as acknowledged,
      count(*) filter (where status = 'resolved' and acknowledged_at is null and resolved_by is null)::int as unattended,
      count(*) filter (where flapping)::int as flapping,
      count(*) filter (where resolved_at - opened_at < interval '5 minutes')::int as brief,
      ${minutes('acknowledged_at - opened_at')} as mean_minutes_to_acknowledge,
      ${minutes('resolved_at - opened_at')} as mean_minutes_open
    from alerts where opened_at >= ${since.toISOString()}::timestamptz
    group by rule_id, rule_name order by count(*) desc, rule_name limit ${limit}`)
}
