import { escapeSlack, escapeUrl, fit, oneLine } from '../escape'
import type { GroupMessage, Links, Message } from '../message'
import { failed, judgeAnswer, type Outcome, type Parcel, postJson, type SendParcel, type Thread } from '../sending'

const colours = { critical: '#b91c1c', high: '#ea580c', medium: '#d97706', low: '#2563eb' } as const
const green = '#15803d'
const defaultApi = 'https://slack.com/api/'

const text = (words: string) => ({ type: 'mrkdwn', text: words, verbatim: true })
const section = (words: string) => ({ type: 'section', text: text(words) })
const said = (words: string, most: number) => fit(words, most, escapeSlack)
const link = (url: string, words: string) => `<${escapeUrl(url)}|${escapeSlack(words)}>`

function linkWords({ alert, acknowledge, snooze, subject, runbook }: Links, over: boolean): string {
  const all = [link(alert, 'Open'), link(subject, 'Look at the data')]
  if (!over) all.push(link(acknowledge, 'Acknowledge'), link(snooze, 'Snooze'))
  if (runbook) all.push(link(runbook, 'Runbook'))
  return all.join('  ·  ')
}

const headline = ({ state, title }: Pick<Message, 'state' | 'title'>) =>
  `*${said(oneLine(state, 100), 100)}*: ${said(oneLine(title, 500), 500)}`

function blocksOf(message: Message) {
  const fields = message.facts
    .slice(0, 10)
    .map(({ name, value }) => text(`*${escapeSlack(name)}*\n${said(value, 1500)}`))
  return [
    section(headline(message)),
    ...(message.text ? [section(said(message.text, 2500))] : []),
    { type: 'section', fields },
    ...(message.chart ? [{ type: 'image', image_url: message.chart, alt_text: 'The last hours' }] : []),
    { type: 'context', elements: [text(linkWords(message.links, message.over))] },
  ]
}

function groupBlocks({ title, messages, more, link: url }: GroupMessage) {
  const lines = messages.map(
    (one) => `• ${link(one.links.alert, one.state)} (${one.severity}) ${said(oneLine(one.title, 120), 120)}`,
  )
  const half = Math.ceil(lines.length / 2)
  const rest = more > 0 ? `and ${more.toLocaleString('en')} more  ·  ` : ''
  return [
    section(`*${escapeSlack(title)}*`),
    ...[lines.slice(0, half), lines.slice(half)].flatMap((part) => (part.length > 0 ? [section(part.join('\n'))] : [])),
    { type: 'context', elements: [text(`${rest}${link(url, 'Open all')}`)] },
  ]
}

function bodyOf(message: Message | GroupMessage) {
  const group = 'messages' in message
  const color = message.over ? green : colours[message.severity]
  const blocks = group ? groupBlocks(message) : blocksOf(message)
  return {
    text: group ? escapeSlack(message.title) : `${escapeSlack(message.state)}: ${said(oneLine(message.title), 300)}`,
    unfurl_links: false,
    unfurl_media: false,
    attachments: [{ color, blocks }],
  }
}

const final =
  /^(not_authed|token_|account_inactive|missing_scope|channel_not_found|is_archived|not_in_channel|no_permission|restricted_action|invalid_)/

type Called = Outcome & { said: Record<string, string> }

/** Calls a method of Slack's API, which says with 200 too that it refuses. */
async function callSlack(parcel: Parcel, method: string, body: unknown): Promise<Called> {
  const base = String(parcel.config.api_url ?? defaultApi).replace(/\/?$/, '/')
  const headers = {
    'Content-Type': 'application/json; charset=utf-8',
    Authorization: `Bearer ${parcel.config.bot_token}`,
  }
  const answer = await parcel.post({ url: `${base}${method}`, body: JSON.stringify(body), headers })
  const judged = judgeAnswer(answer, parcel.now)
  if (!judged.ok) return { ...judged, said: {} }
  try {
    const told = JSON.parse(answer.text) as { ok?: boolean; error?: string } & Record<string, string>
    if (told.ok) return { ...judged, said: told }
    const error = String(told.error ?? 'no reason')
    const outcome = failed(`Slack refused: ${error}`, { status: answer.status, permanent: final.test(error) })
    return { ...outcome, said: { error } }
  } catch {
    return { ...failed('The answer is not one of Slack: expected JSON', { status: answer.status }), said: {} }
  }
}

async function begin(parcel: Parcel): Promise<Outcome> {
  const { said: told, ...outcome } = await callSlack(parcel, 'chat.postMessage', {
    channel: parcel.config.channel,
    ...bodyOf(parcel.message),
  })
  const thread: Thread = { channel: told.channel ?? String(parcel.config.channel), ts: told.ts ?? '' }
  return outcome.ok && told.ts && !parcel.group ? { ...outcome, thread } : outcome
}

/** The message of an alert is changed to how it stands, and what happened is answered in its thread. */
async function goOn(parcel: Extract<Parcel, { group: false }>, { channel, ts }: Thread): Promise<Outcome> {
  const { message } = parcel
  const changed = await callSlack(parcel, 'chat.update', { channel, ts, ...bodyOf(message) })
  if (!changed.ok && /message_not_found|cant_update_message|edit_window_closed/.test(changed.said.error ?? ''))
    return begin(parcel)
  if (!changed.ok) return changed
  const words = `${headline(message)}  ·  ${link(message.links.alert, 'Open')}`
  const { said: _told, ...outcome } = await callSlack(parcel, 'chat.postMessage', {
    channel,
    thread_ts: ts,
    text: words,
    reply_broadcast: message.kind === 'escalated',
    unfurl_links: false,
  })
  return outcome
}

const send: SendParcel = async (parcel) => {
  const { webhook_url, bot_token } = parcel.config
  if (!bot_token) return postJson(parcel, String(webhook_url), bodyOf(parcel.message))
  return !parcel.group && parcel.thread?.ts ? goOn(parcel, parcel.thread) : begin(parcel)
}

const disliked = /invalid_(blocks|attachments)|download/

/** Slack: an incoming webhook, or a bot whose message lives on. A picture that Slack cannot fetch must not keep the message from arriving. */
export const sendSlack: SendParcel = async (parcel) => {
  const outcome = await send(parcel)
  if (outcome.ok || parcel.group || !parcel.message.chart || !disliked.test(outcome.answer)) return outcome
  return send({ ...parcel, message: { ...parcel.message, chart: null } })
}
