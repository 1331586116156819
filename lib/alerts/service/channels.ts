import 'server-only'
import { uuidv7 } from 'uuidv7'
import { may } from '@/lib/access/permissions'
import type { Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import { decodeCursor, encodeCursor } from '@/lib/http/cursor'
import type { Channel, ChannelBody, ChannelList, ChannelPatch } from '../channel-contract'
import { carriedElsewhere, changeConfig } from '../channel-secrets'
import {
  type ChannelRow,
  type CountedChannel,
  findChannelNamed,
  findChannelRow,
  insertChannelRow,
  listChannelRows,
  removeChannelRow,
  updateChannelRow,
} from '../store/channels'
import { announceAlerts } from '../store/outbox'
import { keepConfig, lostWords, openConfig, requireConfig, requireGivenAnew, requireSendable } from './channel-settings'

const noChannel = (id: string) => new AppError('not_found', `There is no channel ${id}`)
const taken = (name: string) => new AppError('conflict', `There is a channel named ${name} already`)

function stateOf(row: ChannelRow, lastError: string | null): Channel['state'] {
  if (!row.enabled) return 'off'
  if (row.goneAt) return 'gone'
  if (lastError) return 'failing'
  return row.lastSentAt ? 'ok' : 'unused'
}

/** The path of a webhook's address is often its secret: who may not change channels sees where it leads. */
function withoutPaths(config: CountedChannel['config']): CountedChannel['config'] {
  const { url } = config
  return typeof url === 'string' && URL.canParse(url) ? { ...config, url: `${new URL(url).origin}/…` } : config
}

function toChannel(context: Context, row: CountedChannel): Channel {
  const { lost } = openConfig(context, row)
  const lastError = lost.length > 0 ? lostWords(lost) : row.lastError
  return {
    id: row.id,
    name: row.name,
    type: row.type,
    enabled: row.enabled,
    send_resolved: row.sendResolved,
    min_severity: row.minSeverity,
    max_per_minute: row.maxPerMinute,
    config: may(context.actor, 'channels') ? row.config : withoutPaths(row.config),
    secrets: Object.keys(row.secrets).sort(),
    origin: row.origin,
    state: stateOf(row, lastError),
    last_error: lastError,
    last_sent_at: row.lastSentAt?.toISOString() ?? null,
    pending: row.pending,
    dead: row.dead,
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  }
}

/** Channels by name, a page at a time. */
export async function listChannels(
  context: Context,
  { limit, cursor }: { limit: number; cursor?: string },
): Promise<ChannelList> {
  const after = cursor === undefined ? null : decodeCursor(cursor)
  const found = await listChannelRows(context.db, { after, limit: limit + 1 })
  const rows = found.slice(0, limit)
  const next_cursor = found.length > limit ? encodeCursor(rows.at(-1)!.name) : null
  return { channels: rows.map((row) => toChannel(context, row)), count: rows.length, next_cursor }
}

const isId = /^[0-9a-f-]{36}$/i

/** The row of a channel by its id or its name. Throws `not_found`. */
export async function requireChannel({ db }: Context, idOrName: string): Promise<CountedChannel> {
  const byId = isId.test(idOrName) ? await findChannelRow(db, idOrName) : undefined
  const row = byId ?? (await findChannelNamed(db, idOrName))
  if (!row) throw noChannel(idOrName)
  return row
}

/** One channel. Throws `not_found`. */
export async function getChannel(context: Context, id: string): Promise<Channel> {
  const row = await findChannelRow(context.db, id)
  if (!row) throw noChannel(id)
  return toChannel(context, row)
}

/** A channel as it would be kept, with its secrets sealed. Throws `invalid_input` for one that cannot send. */
export async function draftChannel(context: Context, body: ChannelBody): Promise<ChannelRow> {
  await requireSendable(context, body.type, body.config)
  const id = uuidv7()
  return {
    id,
    name: body.name,
    type: body.type,
    enabled: body.enabled,
    sendResolved: body.send_resolved,
    minSeverity: body.min_severity,
    maxPerMinute: body.max_per_minute,
    ...keepConfig(context, id, body.type, body.config),
    origin: 'manual',
    goneAt: null,
    lastError: null,
    lastSentAt: null,
    createdAt: context.now,
    updatedAt: context.now,
  }
}

/** Makes a channel. Throws `invalid_input` for one that cannot send and `conflict` for a name that is taken. */
export async function createChannel(context: Context, body: ChannelBody): Promise<Channel> {
  const row = await insertChannelRow(context.db, await draftChannel(context, body))
  if (!row) throw taken(body.name)
  await announceAlerts(context.db, 'deliveries')
  return toChannel(context, { ...row, pending: 0, dead: 0 })
}

function requireOwn({ name, origin }: ChannelRow) {
  if (origin === 'manual') return
  throw new AppError(
    'conflict',
    `Channel ${name} is set in the configuration (alerts.channels.${name}); change it there`,
  )
}

/** Changes what is given, and begins anew with a receiver that was gone. Throws `not_found`, `invalid_input` and `conflict`. */
export async function updateChannel(context: Context, id: string, patch: ChannelPatch): Promise<Channel> {
  const { db, now } = context
  const before = await findChannelRow(db, id)
  if (!before) throw noChannel(id)
  requireOwn(before)
  const change: Partial<ChannelRow> = {
    name: patch.name,
    enabled: patch.enabled,
    sendResolved: patch.send_resolved,
    minSeverity: patch.min_severity,
    maxPerMinute: patch.max_per_minute,
    updatedAt: now,
  }
  if (patch.config) {
    const opened = openConfig(context, before).config
    const config = requireConfig(before.type, changeConfig(opened, before.config, patch.config))
    requireGivenAnew(carriedElsewhere(opened, config, patch.config))
    await requireSendable(context, before.type, config)
    Object.assign(change, keepConfig(context, id, before.type, config), { goneAt: null, lastError: null })
  }
  const row = await updateChannelRow(db, id, change).catch((error: { cause?: { code?: string } }) => {
    if (error.cause?.code === '23505') throw taken(patch.name ?? before.name)
    throw error
  })
  if (!row) throw noChannel(id)
  await announceAlerts(db, 'deliveries')
  return toChannel(context, { ...before, ...row })
}

/** Deletes a channel; what it was still to be sent is cancelled. Throws `not_found` and `conflict`. */
export async function deleteChannel(context: Context, id: string) {
  const before = await findChannelRow(context.db, id)
  if (!before) throw noChannel(id)
  requireOwn(before)
  await removeChannelRow(context.db, id)
  await announceAlerts(context.db, 'deliveries')
  return { id, deleted: true as const }
}
