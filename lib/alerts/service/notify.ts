import 'server-only'
import type { Context } from '@/lib/context/context'
import type { ChannelType } from '../channel-contract'
import type { RuleSpec } from '../contract'
import { groupBy } from '../group-by'
import type { Routable } from '../matcher'
import { inhibitorsAmong, isSilenced, type Plan, planFor, type RoutedChannel } from '../route-alert'
import type { Routing } from '../routing-contract'
import { type AlertRow, type Happening, listOpenAlerts, recordTimeline, updateAlerts } from '../store/alerts'
import { enqueue, listTold, type Outgoing, type Queryable, type ToldRow } from '../store/outbox'
import { findRouting, listRoutedChannels, listSilencesAfter, type SilenceRow } from '../store/routing'

type Channel = RoutedChannel & { type: ChannelType; sendResolved: boolean }
type Own = Map<string, Pick<RuleSpec, 'channels'>>

/** All that says who is told, as it is now. */
export type Desk = {
  tx: Queryable
  now: Date
  routing: Routing
  channels: Channel[]
  silences: SilenceRow[]
  /** The rules of the alerts, by id: they may name channels themselves. */
  rules: Own
}

const nothing: Routing = { routes: [], inhibitions: [] }
const system = 'DataWatch'

/** What is changed in place at the receiver, so that an acknowledgement bothers nobody. */
const living: readonly ChannelType[] = ['slack', 'pagerduty', 'webhook']

export async function openDesk({ config, now }: Context, tx: Queryable, rules: Own): Promise<Desk> {
  const row = config.alerts.routing ? undefined : await findRouting(tx)
  const [channels, silences] = await Promise.all([listRoutedChannels(tx), listSilencesAfter(tx, now)])
  return { tx, now, routing: config.alerts.routing ?? row?.routing ?? nothing, channels, silences, rules }
}

export const toRoutable = (row: AlertRow): Routable & { id: string } => ({
  id: row.id,
  rule: row.ruleName,
  kind: row.kind,
  severity: row.severity,
  table: row.tableName,
  metric: row.metric,
  owner: row.owner,
  source: row.source,
  labels: row.labels,
})

const planOf = ({ routing, channels, rules, now }: Desk, row: AlertRow, at = now): Plan =>
  planFor(routing, channels, toRoutable(row), (row.ruleId && rules.get(row.ruleId)?.channels) || [], at)

/** Since when somebody could have acknowledged an alert: from when its first message was due, or from the end of a snooze. */
function sinceOf(desk: Desk, row: AlertRow, told: readonly ToldRow[]): number {
  const decidedAt = told.find(({ kind }) => kind === 'opened')?.createdAt ?? row.openedAt
  const due = planOf(desk, row, decidedAt).targets.map(({ dueAt }) => dueAt.getTime())
  return Math.max(due.length > 0 ? Math.min(...due) : decidedAt.getTime(), row.snoozedUntil?.getTime() ?? 0)
}

const say = (row: AlertRow, now: Date, kind: Happening['kind'], text: string): Happening => ({
  alertId: row.id,
  at: now,
  kind,
  actor: system,
  text,
})

/**
 * Tells of alerts that fire and that nobody has been told of, unless a silence, another alert or a snooze speaks against it; and notes
 * where that begins or ends.
 */
export async function tellFiring(desk: Desk, rows: readonly AlertRow[]): Promise<void> {
  const { tx, now } = desk
  const firing = rows.length > 0 ? (await listOpenAlerts(tx)).map(toRoutable) : []
  const byId = new Map(firing.map((one) => [one.id, one]))
  const inhibitorOf = inhibitorsAmong(desk.routing.inhibitions, firing)
  const outgoing: Outgoing[] = []
  const said: Happening[] = []
  const told: string[] = []
  for (const row of rows) {
    const about = byId.get(row.id) ?? toRoutable(row)
    const silenced = isSilenced(desk.silences, about, now)
    const inhibitor = inhibitorOf(about)
    if (silenced !== row.silenced || (inhibitor !== undefined) !== row.inhibited)
      await updateAlerts(tx, [row.id], { silenced, inhibited: inhibitor !== undefined })
    if (silenced && !row.silenced) said.push(say(row, now, 'silenced', 'A silence covers it: nobody is told'))
    if (inhibitor && !row.inhibited)
      said.push(say(row, now, 'inhibited', `${inhibitor.rule} fires and speaks for it: nobody is told`))
    const snoozed = row.snoozedUntil !== null && row.snoozedUntil > now
    if (row.told || silenced || inhibitor || snoozed || row.status !== 'firing') continue
    told.push(row.id)
    for (const { channelId, dueAt, digest } of planOf(desk, row).targets)
      outgoing.push({ alertId: row.id, channelId, kind: 'opened', reason: 'opened', dueAt, digest })
  }
  await updateAlerts(tx, told, { told: true })
  await recordTimeline(tx, said)
  await enqueue(tx, outgoing, now)
}

const groupTold = (rows: readonly ToldRow[]) => groupBy(rows, ({ alertId }) => alertId)

/** Tells those who were told of alerts that these are over. */
export async function tellResolved({ tx, now, channels }: Desk, rows: readonly AlertRow[]): Promise<void> {
  const told = groupTold(
    await listTold(
      tx,
      rows.map(({ id }) => id),
    ),
  )
  const outgoing = rows.flatMap((row): Outgoing[] => {
    const own = new Set(told.get(row.id)?.map(({ channelId }) => channelId))
    const reason = `resolved:${row.resolvedAt?.getTime() ?? now.getTime()}`
    return channels
      .filter(({ id, enabled, sendResolved }) => own.has(id) && enabled && sendResolved)
      .map(({ id }) => ({ alertId: row.id, channelId: id, kind: 'resolved', reason, dueAt: now, digest: false }))
  })
  await enqueue(tx, outgoing, now)
}

/** Changes what receivers show of alerts that somebody took or laid aside. */
export async function tellChanged({ tx, now, channels }: Desk, rows: readonly AlertRow[], what: string): Promise<void> {
  const told = groupTold(
    await listTold(
      tx,
      rows.map(({ id }) => id),
    ),
  )
  const outgoing = rows.flatMap((row): Outgoing[] => {
    const own = new Set(told.get(row.id)?.map(({ channelId }) => channelId))
    const reason = `${what}:${now.getTime()}`
    return channels
      .filter(({ id, enabled, type }) => own.has(id) && enabled && living.includes(type))
      .map(({ id }) => ({ alertId: row.id, channelId: id, kind: 'updated', reason, dueAt: now, digest: false }))
  })
  await enqueue(tx, outgoing, now)
}

/** Tells others where nobody has acknowledged in time, and the same again where a route says so. */
export async function tellAgain(desk: Desk, rows: readonly AlertRow[]): Promise<void> {
  const { tx, now, channels } = desk
  const waiting = rows.filter(
    (row) =>
      row.told &&
      row.status === 'firing' &&
      !row.silenced &&
      !row.inhibited &&
      (row.snoozedUntil === null || row.snoozedUntil <= now),
  )
  const planned = waiting.map((row) => ({ row, plan: planOf(desk, row) }))
  const due = planned.filter(({ row, plan }) => plan.escalations.length > 0 || plan.repeatMs || row.snoozedUntil)
  const told = groupTold(
    await listTold(
      tx,
      due.map(({ row }) => row.id),
    ),
  )
  const outgoing: Outgoing[] = []
  const said: Happening[] = []
  for (const { row, plan } of due) {
    const own = told.get(row.id) ?? []
    const since = sinceOf(desk, row, own)
    if (now.getTime() < since) continue
    const add = (channelId: string, kind: Outgoing['kind'], reason: string) => {
      if (own.some((one) => one.channelId === channelId && one.reason === reason)) return false
      outgoing.push({ alertId: row.id, channelId, kind, reason, dueAt: now, digest: false })
      return true
    }
    for (const { step, afterMs, channelIds, quiet } of plan.escalations) {
      if (quiet || now.getTime() - since < afterMs) continue
      const added = channelIds.filter((id) => add(id, 'escalated', `escalated:${step}:${since}`))
      const names = channels.filter(({ id }) => added.includes(id)).map(({ name }) => name)
      if (names.length > 0)
        said.push(say(row, now, 'escalated', `Nobody acknowledged it in time: told ${names.join(', ')}`))
    }
    const reminders = plan.repeatMs ? Math.floor((now.getTime() - since) / plan.repeatMs) : 0
    const reason = reminders > 0 ? `reminder:${since}:${reminders}` : `reminder:${since}`
    const awake = plan.targets.filter(({ quiet }) => !quiet)
    if (reminders > 0 || row.snoozedUntil) for (const { channelId } of awake) add(channelId, 'reminder', reason)
  }
  await recordTimeline(tx, said)
  await enqueue(tx, outgoing, now)
}
