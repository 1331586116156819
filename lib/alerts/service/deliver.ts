import 'server-only'
import { secretsOf } from '@/lib/config/access-secrets'
import type { Context } from '@/lib/context/context'
import { withDeadline } from '@/lib/http/deadline'
import { withoutSecrets } from '../channel-secrets'
import { providers } from '../channels/providers'
import { chartSignature } from '../chart-link'
import { byWorst, groupOf, type Message, messageOf, mostListed } from '../message'
import type { Packed, Waiting } from '../parcels'
import { publicAddress } from '../public-address'
import { failed, type Outcome, type Parcel } from '../sending'
import { type AlertRow, findAlertRow, listAlertsByIds } from '../store/alerts'
import type { ChannelRow } from '../store/channels'
import { countOpenInThread, findThread } from '../store/deliveries'
import { findCause } from './cause'
import { lostWords, openConfig } from './channel-settings'
import { drawAlert } from './chart'
import { toAlert } from './incidents'
import { mailer } from './mail'
import { postOutside } from './post'
import { allowedRanges, type Resolve } from './resolve-host'

const drawingMs = 3000

type WithoutMeans<P extends Parcel> = P extends Parcel ? Omit<P, 'id' | 'now' | 'config' | 'post' | 'sendMail'> : never
type Written = WithoutMeans<Parcel>

/** Mail has it inside; the others load it by its link, where that leads here. */
const showsCharts = ({ config }: Context, { type }: ChannelRow) =>
  type === 'email' || config.server.public_url !== undefined

/** A chart that cannot be drawn in time is left out. */
async function drawFor(context: Context, row: AlertRow): Promise<Buffer | null> {
  try {
    return await withDeadline(drawAlert(context, row), drawingMs)
  } catch (error) {
    context.log.debug({ err: error, alert: row.id }, 'the chart of an alert was not drawn')
    return null
  }
}

type Found = { cause: string | null; drawn: boolean }

function write({ config, now }: Context, row: AlertRow, kind: Message['kind'], { cause, drawn }: Found): Message {
  const base = publicAddress(config)
  const signature = drawn && config.server.public_url ? chartSignature(row.id, secretsOf(config)[0], now) : null
  const chart = signature && `${base}/api/v1/datawatch/alerts/${row.id}/chart.png?signature=${signature}`
  return messageOf({ kind, alert: toAlert(row, now), cause, base, chart, now })
}

async function writeOne(context: Context, channel: ChannelRow, { alertId, kind }: Waiting): Promise<Written | null> {
  const { db, now } = context
  const row = await findAlertRow(db, alertId)
  if (!row) return null
  const [cause, image, thread] = await Promise.all([
    kind === 'resolved' ? null : findCause(context, row),
    showsCharts(context, channel) ? drawFor(context, row) : null,
    findThread(db.$client, alertId, channel.id),
  ])
  const othersOpen =
    thread && kind === 'resolved' ? await countOpenInThread(db.$client, channel.id, alertId, thread) : 0
  const message = write(context, row, kind, { cause, drawn: image !== null })
  return { group: false, message, alert: toAlert(row, now), thread, image, othersOpen }
}

async function writeGroup(context: Context, rows: Waiting[]): Promise<Written> {
  const last = [...new Map(rows.map((row) => [row.alertId, row])).values()]
  const told = last.map((row) => ({ ...row, over: row.kind === 'resolved' })).sort(byWorst)
  const over = told.filter((row) => row.over).length
  const listed = told.slice(0, mostListed)
  const found = new Map(
    (
      await listAlertsByIds(
        context.db,
        listed.map((row) => row.alertId),
      )
    ).map((row) => [row.id, row]),
  )
  const present = listed.flatMap(({ alertId, kind }) => {
    const row = found.get(alertId)
    return row ? [{ row, kind }] : []
  })
  const messages = present.map(({ row, kind }) => write(context, row, kind, { cause: null, drawn: false }))
  const counts = { firing: told.length - over, over }
  const alerts = present.map(({ row }) => toAlert(row, context.now))
  return { group: true, message: groupOf(messages, counts, publicAddress(context.config)), alerts }
}

const reasonOf = (error: Error & { code?: string }) =>
  error.code && !error.message.includes(error.code) ? `${error.message} (${error.code})` : error.message

/** Sends one message and says what came of it; never throws, and never says a secret. */
export async function sendWritten(
  context: Context,
  channel: ChannelRow,
  { id, written, resolve }: { id: string; written: Written; resolve?: Resolve },
): Promise<Outcome> {
  const { config, secrets, lost } = openConfig(context, channel)
  if (lost.length > 0) return failed(lostWords(lost))
  const allowed = allowedRanges(context)
  const post = postOutside({ allowed, resolve })
  const sendMail = mailer(context, { config, fromFile: channel.origin === 'file', allowed, resolve })
  const parcel = { id, now: context.now, config, post, sendMail, ...written } as Parcel
  const outcome = await providers[channel.type](parcel).catch((error: Error) => failed(reasonOf(error)))
  return { ...outcome, answer: withoutSecrets(outcome.answer, secrets) }
}

/** Sends deliveries as one message, which has the id of the first of them. */
export async function deliver(
  context: Context,
  channel: ChannelRow,
  { rows, group }: Packed,
  resolve?: Resolve,
): Promise<Outcome> {
  const [first] = rows as [Waiting, ...Waiting[]]
  const written = group ? await writeGroup(context, rows) : await writeOne(context, channel, first)
  if (!written) return { ok: true, status: null, answer: 'Its alert is there no more' }
  return sendWritten(context, channel, { id: first.id, written, resolve })
}
