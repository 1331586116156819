import type { Alert } from '@/lib/alerts/incident-contract'
import { type Message, messageOf } from '@/lib/alerts/message'
import type { Parcel, Post, Request } from '@/lib/alerts/sending'

export const now = new Date('2026-11-30T08:00:00Z')
export const nasty = `<!channel> & "x" 'y' [a](http://evil.example) @everyone *b* \`c\` <b>`

export const alert = (more: Partial<Alert> = {}): Alert => ({
  id: '01a20a8e-b2c9-7707-b253-6698abe857b9',
  rule_id: null,
  rule_name: 'Few orders',
  kind: 'metric',
  title: 'Few orders',
  message: 'Fewer orders than usual.',
  severity: 'high',
  status: 'firing',
  labels: { status: 'paid' },
  table: 'orders',
  metric: 'orders_inserts_total',
  value: 1234.5678,
  threshold: 2000,
  expected: 'about 2,400',
  started_at: '2026-11-30T07:30:00.000Z',
  last_seen_at: now.toISOString(),
  resolved_at: null,
  resolved_by: null,
  acknowledged: false,
  acknowledged_by: null,
  acknowledged_at: null,
  note: null,
  snoozed_until: null,
  hushed: null,
  flapping: false,
  assignee: null,
  owner: 'shop',
  runbook_url: 'https://wiki.example/orders',
  path: '/metrics/orders_inserts_total',
  ...more,
})

type Parts = { kind?: Message['kind']; cause?: string | null; chart?: string | null }
export const message = (more: Partial<Alert> = {}, { kind = 'opened', cause = null, chart = null }: Parts = {}) =>
  messageOf({ kind, alert: alert(more), cause, base: 'https://watch.example', chart, now })

type Given = {
  config?: Record<string, unknown>
  kind?: Message['kind']
  thread?: Record<string, string> | null
  chart?: string | null
  othersOpen?: number
}

/** A parcel about one alert whose requests are kept and answered by `answers` in turn. */
export function parcel(more: Partial<Alert>, given: Given = {}, answers: { status?: number; text?: string }[] = []) {
  const { config = {}, kind, thread = null, chart = null, othersOpen = 0 } = given
  const sent: (Request & { json: object })[] = []
  const post: Post = async (request) => {
    const { status = 200, text = 'ok' } = answers[sent.length] ?? {}
    sent.push({ ...request, json: JSON.parse(request.body ?? '{}') })
    return { status, headers: {}, text }
  }
  const sendMail = async () => ({ ok: true as const, status: 250, answer: 'kept' })
  const own = {
    group: false as const,
    message: message(more, { kind, chart }),
    alert: alert(more),
    thread,
    image: null,
    othersOpen,
  }
  const made: Extract<Parcel, { group: false }> = { id: 'd1', now, config, post, sendMail, ...own }
  return { parcel: made, sent }
}
