import { formatDuration } from '@/lib/config/duration'
import type { DeliveryKind } from './channel-contract'
import { type Severity, severities } from './contract'
import type { Alert } from './incident-contract'

export type Fact = { name: string; value: string }
export type Links = { alert: string; acknowledge: string; snooze: string; subject: string; runbook: string | null }

/** What is told of an alert; nothing in it is escaped yet. */
export type Message = {
  kind: DeliveryKind
  alertId: string
  /** In a word: Firing, Resolved, Acknowledged. */
  state: string
  title: string
  severity: Severity
  over: boolean
  acknowledged: boolean
  text: string
  facts: Fact[]
  links: Links
  /** The address of its chart, where receivers can reach it. */
  chart: string | null
}

/** Many at once: the worst of them, and how many more there are. */
export type GroupMessage = {
  title: string
  severity: Severity
  over: boolean
  count: number
  messages: Message[]
  more: number
  link: string
}

export const mostListed = 20

const number = (value: number) => Number(value.toPrecision(6)).toLocaleString('en', { maximumFractionDigits: 6 })
const minute = (iso: string) => `${iso.slice(0, 16).replace('T', ' ')} UTC`

function lasted(ms: number): string {
  const whole = ms < 60_000 ? Math.max(1000, Math.floor(ms / 1000) * 1000) : Math.floor(ms / 60_000) * 60_000
  return formatDuration(whole)
}

function stateOf(kind: DeliveryKind, { status, acknowledged_by }: Alert): string {
  if (kind === 'resolved') return 'Resolved'
  if (kind === 'escalated') return 'Not acknowledged yet'
  if (kind === 'reminder') return 'Still firing'
  if (kind === 'opened') return 'Firing'
  if (status === 'acknowledged') return acknowledged_by ? `Acknowledged by ${acknowledged_by}` : 'Acknowledged'
  return status === 'resolved' ? 'Resolved' : 'Firing'
}

type Parts = {
  kind: DeliveryKind
  alert: Alert
  cause: string | null
  /** Where people reach DataWatch, without a slash at its end. */
  base: string
  chart: string | null
  now: Date
}

/** The message about an alert. */
export function messageOf({ kind, alert, cause, base, chart, now }: Parts): Message {
  const page = `${base}/alerts/${alert.id}`
  const over = kind === 'resolved'
  const until = over && alert.resolved_at ? Date.parse(alert.resolved_at) : now.getTime()
  const labels = Object.entries(alert.labels).map(([name, value]) => `${name}=${value}`)
  const facts: [string, string | null][] = [
    ['Severity', alert.severity],
    ['Value', alert.value === null ? null : number(alert.value)],
    ['Threshold', alert.threshold === null ? null : number(alert.threshold)],
    ['Expected', alert.expected],
    ['Since', minute(alert.started_at)],
    [over ? 'Lasted' : 'For', lasted(Math.max(0, until - Date.parse(alert.started_at)))],
    ['Ended by', over ? alert.resolved_by : null],
    ['Likely cause', over ? null : cause],
    ['Labels', labels.length > 0 ? labels.join(', ') : null],
    ['Owner', alert.owner],
    ['Assigned to', alert.assignee],
    ['Note', alert.note],
  ]
  return {
    kind,
    alertId: alert.id,
    state: stateOf(kind, alert),
    title: alert.title,
    severity: alert.severity,
    over,
    acknowledged: !over && alert.status === 'acknowledged',
    text: alert.message,
    facts: facts.flatMap(([name, value]) => (value ? [{ name, value }] : [])),
    links: {
      alert: page,
      acknowledge: `${page}?do=acknowledge`,
      snooze: `${page}?do=snooze`,
      subject: `${base}${alert.path}`,
      runbook: alert.runbook_url,
    },
    chart,
  }
}

const rank = (severity: Severity) => severities.indexOf(severity)

/** The worst first, and what fires before what is over. */
export const byWorst = (one: Pick<Message, 'over' | 'severity'>, other: Pick<Message, 'over' | 'severity'>) =>
  Number(one.over) - Number(other.over) || rank(other.severity) - rank(one.severity)

/** One message about many alerts: `messages` are all of them, or the worst ones of `counts`. */
export function groupOf(messages: Message[], counts: { firing: number; over: number }, base: string): GroupMessage {
  const listed = messages.toSorted(byWorst).slice(0, mostListed)
  const count = counts.firing + counts.over
  const parts = [
    counts.firing > 0 && `${counts.firing.toLocaleString('en')} ${counts.firing === 1 ? 'alert fires' : 'alerts fire'}`,
    counts.over > 0 && `${counts.over.toLocaleString('en')} ${counts.over === 1 ? 'is' : 'are'} over`,
  ]
  const plain = counts.over === 0 || counts.firing === 0
  const all = `${count.toLocaleString('en')} ${count === 1 ? 'alert' : 'alerts'}`
  return {
    title: plain ? `${all}${counts.firing === 0 ? ' over' : ''}` : `${all}: ${parts.filter(Boolean).join(', ')}`,
    severity: listed[0]?.severity ?? 'low',
    over: counts.firing === 0,
    count,
    messages: listed,
    more: count - listed.length,
    link: `${base}/alerts`,
  }
}
