import 'server-only'
import { uuidv7 } from 'uuidv7'
import type { Context } from '@/lib/context/context'
import type { TestBody, TestResult } from '../channel-contract'
import type { Alert } from '../incident-contract'
import { messageOf } from '../message'
import { publicAddress } from '../public-address'
import type { ChannelRow } from '../store/channels'
import { draftChannel, requireChannel } from './channels'
import { sendWritten } from './deliver'

const longest = 1000

/** An alert that is none: made up to be shown. */
function exampleOf({ now, actor }: Context, id: string): Alert {
  const at = now.toISOString()
  return {
    id,
    rule_id: null,
    rule_name: 'Test',
    kind: 'metric',
    title: 'Test message from DataWatch',
    message: `${actor.name} sent this to see whether messages arrive here. Nothing is wrong.`,
    severity: 'low',
    status: 'firing',
    labels: { test: 'true' },
    table: null,
    metric: null,
    value: null,
    threshold: null,
    expected: null,
    started_at: at,
    last_seen_at: at,
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
    owner: null,
    runbook_url: null,
    path: '/alerts',
  }
}

async function channelOf(context: Context, body: TestBody): Promise<ChannelRow> {
  if ('channel' in body) return requireChannel(context, body.channel)
  if ('channel_id' in body) return requireChannel(context, body.channel_id)
  return draftChannel(context, body)
}

/** Sends a message that says it is a test, now and once, and answers what came back. Throws `not_found` and `invalid_input`. */
export async function tryChannel(context: Context, body: TestBody): Promise<TestResult> {
  const channel = await channelOf(context, body)
  const id = uuidv7()
  const alert = exampleOf(context, id)
  const base = publicAddress(context.config)
  const told = messageOf({ kind: 'opened', alert, cause: null, base, chart: null, now: context.now })
  const links = { ...told.links, alert: told.links.subject }
  const message = { ...told, state: 'Test', links }
  const startedAt = performance.now()
  const written = { group: false as const, message, alert, thread: null, image: null, othersOpen: 0 }
  const outcome = await sendWritten(context, channel, { id, written })
  return {
    delivered: outcome.ok,
    status: outcome.status,
    answer: outcome.answer.slice(0, longest),
    duration_ms: Math.round(performance.now() - startedAt),
  }
}
