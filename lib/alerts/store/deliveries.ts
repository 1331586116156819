import 'server-only'
import type { Sql, Transaction } from '@/lib/db/client'
import type { Severity } from '../contract'
import type { Waiting } from '../parcels'
import type { Thread } from '../sending'
import type { ChannelRow } from './channels'

const iso = (at: Date) => at.toISOString()

/** The channels with something to send, and when something else is to be sent next; what is being sent is due where its lease ends. */
export async function findDue(sql: Sql, now: Date): Promise<{ channels: string[]; nextAt: Date | null }> {
  const rows = await sql<{ id: string; due: boolean; next_at: string }[]>`
    select channel_id as id, min(due_at) <= ${iso(now)} as due, min(due_at) as next_at
    from (
      select distinct on (channel_id, alert_id) channel_id, due_at from alert_deliveries where status = 'pending'
      order by channel_id, alert_id, seq) as firsts
    group by channel_id`
  const next = rows.map((row) => Date.parse(row.next_at))
  return {
    channels: rows.filter(({ due }) => due).map(({ id }) => id),
    nextAt: next.length > 0 ? new Date(Math.min(...next)) : null,
  }
}

/** Keeps other processes from deciding what goes to a channel meanwhile; undefined where one does, null where there is none. */
export async function lockChannel(tx: Transaction, id: string): Promise<boolean | undefined> {
  const [row] = await tx`select id from alert_channels where id = ${id} for no key update skip locked`
  if (row) return true
  const [there] = await tx`select id from alert_channels where id = ${id}`
  return there ? undefined : false
}

/** All that a channel is still to be sent, in order; `gone` is what is about alerts that are there no more. */
export async function listWaiting(
  tx: Transaction,
  channelId: string,
  now: Date,
): Promise<{ waiting: Waiting[]; gone: string[] }> {
  type Row = Omit<Waiting, 'dueAt' | 'seq' | 'severity'> & { dueAt: string; seq: string; severity: Severity | null }
  const rows = await tx<Row[]>`
    select d.id, d.seq, d.alert_id as "alertId", d.kind, a.severity, d.attempts, d.due_at as "dueAt", d.digest,
      coalesce(d.leased_until > ${iso(now)}, false) as leased, d.attempts = 0 and d.last_error is null as untried
    from alert_deliveries d left join alerts a on a.id = d.alert_id
    where d.channel_id = ${channelId} and d.status = 'pending' order by d.seq limit 50000`
  const waiting = rows.flatMap(({ severity, ...row }): Waiting[] =>
    severity === null ? [] : [{ ...row, severity, seq: Number(row.seq), dueAt: Date.parse(row.dueAt) }],
  )
  return { waiting, gone: rows.filter(({ severity }) => severity === null).map(({ id }) => id) }
}

export async function cancelDeliveries(tx: Transaction, ids: string[], reason: string): Promise<void> {
  if (ids.length === 0) return
  await tx`
    update alert_deliveries set status = 'cancelled', last_error = ${reason}
    where id = any(${ids}) and status = 'pending'`
}

/** How many messages went to a channel, or are being sent, since a time; those of one message have one time. */
export async function countMessages(
  tx: Transaction,
  { id: channelId, lastSentAt }: Pick<ChannelRow, 'id' | 'lastSentAt'>,
  since: Date,
  now: Date,
): Promise<number> {
  const sentSince = lastSentAt !== null && lastSentAt > since
  const [row] = await tx<{ count: number }[]>`
    select count(distinct coalesce(sent_at, leased_until))::int as count from alert_deliveries
    where channel_id = ${channelId} and (status = 'pending' and leased_until > ${iso(now)} or ${sentSince} and sent_at > ${iso(since)})`
  return row!.count
}

/** Takes deliveries until a time; whoever has not said by then what became of them has ended. */
export async function leaseDeliveries(tx: Transaction, ids: string[], until: Date): Promise<void> {
  await tx`
    update alert_deliveries set leased_until = ${iso(until)}, due_at = ${iso(until)}, attempts = attempts + 1
    where id = any(${ids})`
}

/** Keeps deliveries taken for longer, those that have not been settled. */
export async function renewLease(sql: Sql, ids: string[], until: Date): Promise<void> {
  await sql`
    update alert_deliveries set leased_until = ${iso(until)}, due_at = ${iso(until)}
    where id = any(${ids}) and status = 'pending' and leased_until is not null`
}

type End = { channelId: string; status: 'cancelled' | 'dead'; reason: string; until?: Date }

/** Ends what a channel was to be sent, all of it or what is due by `until`; answers the alerts. */
export async function endPending(sql: Sql, { channelId, status, reason, until }: End): Promise<string[]> {
  const untilIso = until ? iso(until) : null
  const rows = await sql<{ alertId: string }[]>`
    update alert_deliveries set status = ${status}, leased_until = null, last_error = ${reason}
    where channel_id = ${channelId} and status = 'pending' and (${untilIso}::timestamptz is null or due_at <= ${untilIso})
    returning alert_id as "alertId"`
  return rows.map(({ alertId }) => alertId)
}

type Sent = { ids: string[]; channelId: string; at: Date }

export async function markSent(tx: Transaction, { ids, channelId, at }: Sent): Promise<void> {
  await tx`
    update alert_deliveries set status = 'sent', sent_at = ${iso(at)}, leased_until = null, last_error = null
    where id = any(${ids})`
  await tx`update alert_channels set last_sent_at = ${iso(at)}, last_error = null where id = ${channelId}`
}

export async function markFailed(
  tx: Transaction,
  { ids, channelId, at, error }: Sent & { error: string },
  dead: boolean,
): Promise<void> {
  const status = dead ? 'dead' : 'pending'
  await tx`
    update alert_deliveries set status = ${status}, due_at = ${iso(at)}, leased_until = null, last_error = ${error}
    where id = any(${ids}) and status = 'pending'`
  await tx`update alert_channels set last_error = ${error} where id = ${channelId}`
}

export async function markGone(sql: Sql, channelId: string, at: Date, error: string): Promise<void> {
  await sql`update alert_channels set gone_at = ${iso(at)}, last_error = ${error} where id = ${channelId}`
}

export type Happened = { alertIds: string[]; at: Date; kind: 'notified' | 'failed'; text: string }

export async function addToTimeline(sql: Sql | Transaction, { alertIds, at, kind, text }: Happened): Promise<void> {
  await sql`
    insert into alert_timeline (alert_id, at, kind, actor, text)
    select distinct id, ${iso(at)}::timestamptz, ${kind}, 'DataWatch', ${text} from unnest(${alertIds}::uuid[]) as id`
}

export async function findThread(sql: Sql, alertId: string, channelId: string): Promise<Thread | null> {
  const [row] = await sql<{ reference: Thread }[]>`
    select reference from alert_threads where alert_id = ${alertId} and channel_id = ${channelId}`
  return row?.reference ?? null
}

/** How many other alerts of a thread are not over. */
export async function countOpenInThread(sql: Sql, channelId: string, alertId: string, thread: Thread): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from alert_threads t join alerts a on a.id = t.alert_id
    where t.channel_id = ${channelId} and t.alert_id <> ${alertId} and t.reference = ${JSON.stringify(thread)}::text::jsonb
      and a.status <> 'resolved'`
  return row!.count
}

export async function keepThreads(tx: Transaction, alertIds: string[], channelId: string, thread: Thread) {
  await tx`
    insert into alert_threads (alert_id, channel_id, reference)
    select distinct id, ${channelId}::uuid, ${JSON.stringify(thread)}::text::jsonb from unnest(${alertIds}::uuid[]) as id
    on conflict (alert_id, channel_id) do update set reference = excluded.reference`
}
