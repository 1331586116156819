import { oneLine, shorten } from '../escape'
import type { Message } from '../message'
import { type Parcel, postJson, type SendParcel } from '../sending'

const defaultUrl = 'https://events.pagerduty.com/v2/enqueue'
const severities = { critical: 'critical', high: 'error', medium: 'warning', low: 'info' } as const

const actionOf = ({ over, acknowledged, kind }: Message) =>
  over ? 'resolve' : acknowledged && kind === 'updated' ? 'acknowledge' : 'trigger'

const detailsOf = ({ text, facts }: Message) => ({
  ...(text ? { message: shorten(text, 2000) } : {}),
  ...Object.fromEntries(facts.map(({ name, value }) => [name, shorten(value, 1000)])),
})

function eventOf({ message, alert }: Extract<Parcel, { group: false }>, key: string) {
  const { links, chart } = message
  const action = actionOf(message)
  if (action !== 'trigger') return { event_action: action, dedup_key: key }
  return {
    event_action: action,
    dedup_key: key,
    client: 'DataWatch',
    client_url: links.alert,
    links: [
      { href: links.alert, text: 'Open' },
      { href: links.subject, text: 'Look at the data' },
      ...(links.runbook ? [{ href: links.runbook, text: 'Runbook' }] : []),
    ],
    ...(chart ? { images: [{ src: chart, href: links.alert, alt: 'The last hours' }] } : {}),
    payload: {
      summary: oneLine(message.title, 1024),
      source: oneLine(alert.table ?? alert.metric ?? alert.rule_name, 255),
      severity: severities[message.severity],
      timestamp: alert.started_at,
      component: alert.metric ?? undefined,
      class: alert.kind,
      custom_details: detailsOf(message),
    },
  }
}

function groupEvent({ message }: Extract<Parcel, { group: true }>, key: string) {
  const listed = message.messages.map(({ state, severity, title }) => `${state} (${severity}): ${oneLine(title, 200)}`)
  return {
    event_action: 'trigger',
    dedup_key: key,
    client: 'DataWatch',
    client_url: message.link,
    payload: {
      summary: message.title,
      source: 'DataWatch',
      severity: severities[message.severity],
      custom_details: { alerts: listed, more: message.more },
    },
  }
}

/**
 * PagerDuty, Events v2: an alert is an incident there by its id, so that what ends it here ends it there. Many at once are one incident,
 * which ends with the last of them.
 */
export const sendPagerduty: SendParcel = async (parcel) => {
  const { routing_key, events_url } = parcel.config
  const send = (event: object) => postJson(parcel, String(events_url ?? defaultUrl), { routing_key, ...event })
  if (parcel.group) {
    if (parcel.message.over) return { ok: true, status: null, answer: 'All of them are over; nothing is to be told' }
    const key = `datawatch-${parcel.id}`
    const outcome = await send(groupEvent(parcel, key))
    return outcome.ok ? { ...outcome, thread: { dedup_key: key } } : outcome
  }
  const shared = parcel.thread?.dedup_key
  if (shared && actionOf(parcel.message) !== 'trigger' && parcel.othersOpen > 0)
    return { ok: true, status: null, answer: `${parcel.othersOpen} others of its incident are not over` }
  return send(eventOf(parcel, shared && parcel.message.over ? shared : parcel.alert.id))
}
