import 'server-only'
import type { ManyResult } from '@/lib/anomalies/contract'
import type { Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import type { AcknowledgeBody, Alert, AssignBody, BulkRequest, CommentBody, SnoozeBody } from '../incident-contract'
import {
  type AlertRow,
  findAlertRow,
  type Happening,
  listAlertsByIds,
  moveAlerts,
  type NewAlert,
  recordTimeline,
  updateAlerts,
} from '../store/alerts'
import { lockEvaluation } from '../store/instances'
import { announceAlerts, type Queryable } from '../store/outbox'
import { noAlert, toAlert } from './incidents'
import { openDesk, tellChanged } from './notify'
import { closeAlerts } from './open-alerts'

const hourMs = 3_600_000
const longestSnoozeMs = 366 * 24 * hourMs

/** What a person does with alerts: the rows that it changed. */
type Deed = (tx: Queryable, rows: AlertRow[]) => Promise<AlertRow[]>

const who = ({ actor }: Context, user?: string) => (actor.kind === 'user' ? actor.name : (user ?? actor.name))

async function say(tx: Queryable, rows: readonly AlertRow[], said: Omit<Happening, 'alertId'>) {
  await recordTimeline(
    tx,
    rows.map(({ id }) => ({ alertId: id, ...said })),
  )
}

const ids = (rows: readonly AlertRow[]) => rows.map(({ id }) => id)

/** The first stands: who acknowledges again changes nothing. */
function acknowledge(context: Context, { user, note }: AcknowledgeBody): Deed {
  const { now } = context
  const actor = who(context, user)
  return async (tx, rows) => {
    const taken = { acknowledgedBy: actor, acknowledgedAt: now, ...(note !== undefined && { note }) }
    const done = await moveAlerts(tx, ids(rows), ['firing'], { status: 'acknowledged', ...taken })
    await say(tx, done, { at: now, kind: 'acknowledged', actor, text: note ? `Acknowledged: ${note}` : 'Acknowledged' })
    await tellChanged(await openDesk(context, tx, new Map()), done, 'acknowledged')
    return done
  }
}

function unacknowledge(context: Context): Deed {
  const { now, actor } = context
  return async (tx, rows) => {
    const open = { status: 'firing' as const, acknowledgedBy: null, acknowledgedAt: null }
    const done = await moveAlerts(tx, ids(rows), ['acknowledged'], open)
    await say(tx, done, {
      at: now,
      kind: 'unacknowledged',
      actor: actor.name,
      text: 'The acknowledgement was taken back',
    })
    return done
  }
}

/** What a person closed stays closed until its condition has ended and holds again. */
function resolve(context: Context, { user, note }: AcknowledgeBody): Deed {
  return async (tx, rows) => closeAlerts(await openDesk(context, tx, new Map()), ids(rows), who(context, user), note)
}

function reopen(context: Context): Deed {
  const { now, actor } = context
  return async (tx, rows) => {
    const done: AlertRow[] = []
    for (const row of rows) {
      const status = row.acknowledgedAt === null ? ('firing' as const) : ('acknowledged' as const)
      done.push(...(await moveAlerts(tx, [row.id], ['resolved'], { status, resolvedAt: null, resolvedBy: null })))
    }
    await say(tx, done, { at: now, kind: 'reopened', actor: actor.name, text: 'Opened again' })
    return done
  }
}

function snooze(context: Context, { until, user, note, ...lasting }: SnoozeBody): Deed {
  const { now } = context
  const end =
    until === undefined ? new Date(now.getTime() + (lasting.for ?? lasting.duration ?? hourMs)) : new Date(until)
  const lastsMs = end.getTime() - now.getTime()
  if (lastsMs <= 0 || lastsMs > longestSnoozeMs) {
    const message = 'expected a time ahead, at most a year'
    throw new AppError('invalid_input', `Body until: ${message}`, {
      issues: [{ path: 'until', code: 'invalid_value', message }],
    })
  }
  return async (tx, rows) => {
    const change: Partial<NewAlert> = { snoozedUntil: end, ...(note !== undefined && { note }) }
    const done = await moveAlerts(tx, ids(rows), ['firing', 'acknowledged'], change)
    const text = `Snoozed until ${end.toISOString()}${note ? `: ${note}` : ''}`
    await say(tx, done, { at: now, kind: 'snoozed', actor: who(context, user), text })
    await tellChanged(await openDesk(context, tx, new Map()), done, 'snoozed')
    return done
  }
}

function unsnooze({ now, actor }: Context): Deed {
  return async (tx, rows) => {
    const asleep = rows.filter(({ snoozedUntil }) => snoozedUntil !== null && snoozedUntil > now)
    const done = await moveAlerts(tx, ids(asleep), ['firing', 'acknowledged'], { snoozedUntil: null })
    await say(tx, done, { at: now, kind: 'unsnoozed', actor: actor.name, text: 'The snooze was ended' })
    return done
  }
}

function assign({ now, actor }: Context, { assignee }: AssignBody): Deed {
  return async (tx, rows) => {
    const other = rows.filter((row) => row.assignee !== assignee)
    const done = await updateAlerts(tx, ids(other), { assignee })
    const text = assignee === null ? 'Assigned to nobody' : `Assigned to ${assignee}`
    await say(tx, done, { at: now, kind: 'assigned', actor: actor.name, text })
    return done
  }
}

function comment({ now, actor }: Context, { text }: CommentBody): Deed {
  return async (tx, rows) => {
    await say(tx, rows, { at: now, kind: 'commented', actor: actor.name, text })
    return rows
  }
}

async function doTo(context: Context, id: string, deed: Deed): Promise<Alert> {
  const { db, now } = context
  const row = await findAlertRow(db, id)
  if (!row) throw noAlert(id)
  await db.transaction(async (tx) => {
    await lockEvaluation(tx)
    await deed(tx, [row])
    await announceAlerts(tx, 'alerts')
  })
  return toAlert((await findAlertRow(db, id)) ?? row, now)
}

export const acknowledgeAlert = (context: Context, id: string, body: AcknowledgeBody) =>
  doTo(context, id, acknowledge(context, body))
export const unacknowledgeAlert = (context: Context, id: string) => doTo(context, id, unacknowledge(context))
export const resolveAlert = (context: Context, id: string, body: AcknowledgeBody) =>
  doTo(context, id, resolve(context, body))
export const reopenAlert = (context: Context, id: string) => doTo(context, id, reopen(context))
export const snoozeAlert = (context: Context, id: string, body: SnoozeBody) => doTo(context, id, snooze(context, body))
export const unsnoozeAlert = (context: Context, id: string) => doTo(context, id, unsnooze(context))
export const assignAlert = (context: Context, id: string, body: AssignBody) => doTo(context, id, assign(context, body))
export const commentAlert = (context: Context, id: string, body: CommentBody) =>
  doTo(context, id, comment(context, body))

function deedOf(context: Context, request: BulkRequest['do']): Deed {
  if (request.action === 'acknowledge') return acknowledge(context, { note: request.note })
  if (request.action === 'unacknowledge') return unacknowledge(context)
  if (request.action === 'resolve') return resolve(context, { note: request.note })
  if (request.action === 'reopen') return reopen(context)
  if (request.action === 'snooze') return snooze(context, { for: request.for })
  if (request.action === 'unsnooze') return unsnooze(context)
  return assign(context, { assignee: request.assignee })
}

/** The same to many: what became of each, in the order asked for. */
export async function reviewAlerts(context: Context, { ids: asked, do: request }: BulkRequest): Promise<ManyResult> {
  const { db } = context
  const each = [...new Set(asked)]
  const deed = deedOf(context, request)
  const { there, done } = await db.transaction(async (tx) => {
    await lockEvaluation(tx)
    const rows = await listAlertsByIds(tx, each)
    const changed = await deed(tx, rows)
    if (changed.length > 0) await announceAlerts(tx, 'alerts')
    return { there: new Set(ids(rows)), done: new Set(ids(changed)) }
  })
  const results = each.map((id) => ({
    id,
    outcome: done.has(id) ? ('done' as const) : there.has(id) ? ('already' as const) : ('not_found' as const),
  }))
  const count = (outcome: string) => results.filter((one) => one.outcome === outcome).length
  return { results, done: count('done'), already: count('already'), not_found: count('not_found') }
}
