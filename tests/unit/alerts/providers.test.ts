import { describe, expect, test } from 'vitest'
import { providers } from '@/lib/alerts/channels/providers'
import { groupOf } from '@/lib/alerts/message'
import type { Parcel } from '@/lib/alerts/sending'
import { alert, message, nasty, parcel } from './message'

const hook = { webhook_url: 'https://hooks.example/x' }
const attacked = {
  title: nasty,
  message: nasty,
  labels: { a: nasty },
  owner: nasty,
  runbook_url: 'https://w.example/<x>|y',
}

function asGroup(one: Parcel): Parcel {
  const messages = Array.from({ length: 37 }, (_, n) =>
    message({ ...attacked, severity: n === 30 ? 'critical' : 'low' }),
  )
  const { id, now, config, post, sendMail } = one
  const group = groupOf(messages, { firing: 37, over: 0 }, 'https://watch.example')
  return { id, now, config, post, sendMail, group: true, message: group, alerts: [alert()] }
}

describe('slack', () => {
  test('mentions nobody, and keeps what is told inside its limits', async () => {
    const { parcel: own, sent } = parcel(
      { ...attacked, message: nasty.repeat(200) },
      { config: hook, chart: 'https://watch.example/c.png' },
    )
    expect(await providers.slack(own)).toMatchObject({ ok: true, status: 200 })
    await providers.slack(asGroup(own))
    const bodies = sent.map(({ body }) => body!)
    expect(
      bodies
        .join()
        .match(/<[^>|]*/g)
        ?.filter((one) => !one.startsWith('<http')),
    ).toEqual([])
    expect(bodies[0]).toContain('&lt;!channel&gt; &amp;')
    expect(bodies[0]).toContain(
      '<https://watch.example/alerts/01a20a8e-b2c9-7707-b253-6698abe857b9?do=acknowledge|Acknowledge>',
    )
    const { blocks } = (sent[0]!.json as { attachments: { blocks: { type: string; text?: { text: string } }[] }[] })
      .attachments[0]!
    expect(blocks.map(({ type }) => type)).toEqual(['section', 'section', 'section', 'image', 'context'])
    expect(bodies[1]).toContain('37 alerts')
    expect(bodies[1]).toContain('and 17 more')
  })

  const bot = { bot_token: 'xoxb-1', channel: '#ops', api_url: 'https://slack.example/api' }
  test('a bot begins one message and goes on in its thread', async () => {
    const first = parcel({}, { config: bot }, [{ text: '{"ok":true,"channel":"C1","ts":"12.5"}' }])
    const outcome = await providers.slack(first.parcel)
    expect(outcome).toMatchObject({ ok: true, thread: { channel: 'C1', ts: '12.5' } })
    expect(first.sent).toMatchObject([{ url: 'https://slack.example/api/chat.postMessage', json: { channel: '#ops' } }])
    const later = parcel(
      { status: 'resolved' },
      { config: bot, kind: 'resolved', thread: { channel: 'C1', ts: '12.5' } },
      [{ text: '{"ok":true}' }, { text: '{"ok":true,"ts":"13.0"}' }],
    )
    expect(await providers.slack(later.parcel)).toMatchObject({ ok: true })
    expect(later.sent).toMatchObject([
      { url: 'https://slack.example/api/chat.update', json: { channel: 'C1', ts: '12.5' } },
      { url: 'https://slack.example/api/chat.postMessage', json: { channel: 'C1', thread_ts: '12.5' } },
    ])
  })

  test('a message that is gone is begun anew', async () => {
    const { parcel: own, sent } = parcel({}, { config: bot, kind: 'updated', thread: { channel: 'C1', ts: '1' } }, [
      { text: '{"ok":false,"error":"message_not_found"}' },
      { text: '{"ok":true,"channel":"C1","ts":"2"}' },
    ])
    expect(await providers.slack(own)).toMatchObject({ ok: true, thread: { ts: '2' } })
    expect(sent).toHaveLength(2)
  })

  test('a chart that Slack cannot fetch does not keep the message from arriving', async () => {
    const chart = 'https://watch.example/c.png'
    const { parcel: own, sent } = parcel({}, { config: hook, chart }, [{ status: 400, text: 'invalid_blocks' }])
    expect(await providers.slack(own)).toMatchObject({ ok: true })
    expect(sent.map(({ body }) => body!.includes(chart))).toEqual([true, false])
  })

  test.each([
    ['invalid_auth', true],
    ['channel_not_found', true],
    ['internal_error', false],
  ])('what it refuses with 200: %s', async (error, permanent) => {
    const { parcel: own } = parcel({}, { config: bot }, [{ text: JSON.stringify({ ok: false, error }) }])
    expect(await providers.slack(own)).toMatchObject({ ok: false, permanent, answer: `Slack refused: ${error}` })
  })
})

test('teams: an adaptive card whose texts are no markdown', async () => {
  const { parcel: own, sent } = parcel(attacked, { config: hook })
  await providers.teams(own)
  await providers.teams(asGroup(own))
  const [single, group] = sent.map(
    ({ json }) =>
      json as {
        attachments: {
          contentType: string
          content: { body: { text?: string }[]; actions: { title: string; url: string }[] }
        }[]
      },
  )
  expect(single!.attachments[0]).toMatchObject({
    contentType: 'application/vnd.microsoft.card.adaptive',
    content: { type: 'AdaptiveCard', version: '1.4' },
  })
  expect(single!.attachments[0]!.content.actions.map(({ title }) => title)).toEqual([
    'Open',
    'Acknowledge',
    'Snooze',
    'Runbook',
  ])
  expect(single!.attachments[0]!.content.body[0]!.text).toContain('\\[a\\]\\(http://evil.example\\)')
  expect(JSON.stringify(group)).toContain('37 alerts')
})

test('discord: an embed inside its limits that mentions nobody', async () => {
  const { parcel: own, sent } = parcel(
    { ...attacked, title: nasty.repeat(9), message: nasty.repeat(99) },
    { config: hook },
  )
  await providers.discord(own)
  await providers.discord(asGroup(own))
  for (const { json } of sent) {
    const { embeds, allowed_mentions } = json as {
      embeds: { title: string; description: string }[]
      allowed_mentions: unknown
    }
    expect(allowed_mentions).toEqual({ parse: [] })
    expect(embeds[0]!.title.length).toBeLessThanOrEqual(256)
    expect(embeds[0]!.description.length).toBeLessThanOrEqual(4096)
    expect(embeds[0]!.description).not.toContain('@everyone')
  }
})

describe('pagerduty', () => {
  const config = { routing_key: 'R1', events_url: 'https://pd.example/v2/enqueue' }
  const id = alert().id
  test.each([
    ['opened', {}, { event_action: 'trigger', dedup_key: id, payload: { severity: 'error', source: 'orders' } }],
    [
      'escalated',
      { severity: 'critical' },
      { event_action: 'trigger', dedup_key: id, payload: { severity: 'critical' } },
    ],
    ['updated', { status: 'acknowledged' }, { event_action: 'acknowledge', dedup_key: id }],
    ['resolved', { status: 'resolved' }, { event_action: 'resolve', dedup_key: id }],
  ] as const)('%s', async (kind, more, event) => {
    const { parcel: own, sent } = parcel(more, { config, kind }, [{ status: 202 }])
    expect(await providers.pagerduty(own)).toMatchObject({ ok: true })
    expect(sent[0]).toMatchObject({ url: config.events_url, json: { routing_key: 'R1', ...event } })
  })

  test('many are one incident, which ends with the last of them', async () => {
    const { parcel: own, sent } = parcel({}, { config })
    expect(await providers.pagerduty(asGroup(own))).toMatchObject({ ok: true, thread: { dedup_key: 'datawatch-d1' } })
    expect(sent[0]!.json).toMatchObject({
      event_action: 'trigger',
      payload: { summary: '37 alerts', severity: 'critical' },
    })
    const thread = { dedup_key: 'datawatch-d1' }
    const early = parcel({}, { config, kind: 'resolved', thread, othersOpen: 2 })
    expect(await providers.pagerduty(early.parcel)).toMatchObject({ ok: true })
    expect(early.sent).toEqual([])
    const last = parcel({}, { config, kind: 'resolved', thread })
    await providers.pagerduty(last.parcel)
    expect(last.sent[0]!.json).toMatchObject({ event_action: 'resolve', dedup_key: 'datawatch-d1' })
  })
})
