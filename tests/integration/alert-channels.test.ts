import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { keepFileChannels } from '@/lib/alerts/service/file-channels'
import { createContext, getRuntime } from '@/lib/runtime/runtime'
import { addChannel, changeChannel, channel, channels, removeChannel, sendTest } from '@/tests/support/alert-channels'
import { Receiver } from '@/tests/support/receiver'
import { startRuntime } from '@/tests/support/runtime'

let runtime: Awaited<ReturnType<typeof startRuntime>>
let receiver: Receiver
beforeAll(async () => {
  runtime = await startRuntime({ DATAWATCH_ALERTS_ALLOWED_ADDRESSES: '127.0.0.1', DATAWATCH_ALERTS_ENABLED: 'false' })
  receiver = await Receiver.open()
})
afterAll(async () => {
  await receiver.close()
  await runtime.stop()
})

const secret = `whsec_${Buffer.from('0123456789abcdef01234567').toString('base64')}`
const webhook = (name: string, more: Record<string, unknown> = {}) => ({
  name,
  type: 'webhook',
  config: { url: receiver.url, secret, headers: { Authorization: 'Bearer very-secret' }, ...more },
})

describe('a channel', () => {
  test('201: shows which secrets it has and never what they are', async () => {
    const { status, data, json } = await addChannel(webhook('hook'))
    expect(status).toBe(201)
    expect(data).toMatchObject({
      config: { url: receiver.url },
      secrets: ['headers.Authorization', 'secret'],
      state: 'unused',
      origin: 'manual',
    })
    const listed = await channels()
    expect(JSON.stringify([json, listed.json])).not.toMatch(/very-secret|whsec_/)
    const [kept] = await getRuntime().db.$client`select secrets::text as text from alert_channels where name = 'hook'`
    expect(kept!.text).not.toMatch(/very-secret|whsec_/)
  })

  test('the address of a chat is a secret: its host and its end are shown', async () => {
    const webhook_url = `${receiver.url}/T000/B000/abcdefgh1234`
    const { data } = await addChannel({ name: 'chat', type: 'teams', config: { webhook_url } })
    expect(data.config).toEqual({ webhook_url: `http://127.0.0.1:${receiver.port}/…1234` })
    const same = await changeChannel(data.id, { name: 'chat two', config: data.config })
    expect(same.data).toMatchObject({ name: 'chat two', config: data.config })
    const before = receiver.received.length
    expect((await sendTest({ channel: 'chat two' })).data).toMatchObject({ delivered: true, status: 200 })
    expect(receiver.received[before]?.path).toBe('/hook/T000/B000/abcdefgh1234')
  })

  test('200: what is left out stays, secrets too', async () => {
    const { data } = await addChannel(webhook('kept'))
    const changed = await changeChannel(data.id, { max_per_minute: 5, config: { url: `${receiver.url}/2` } })
    expect(changed.data).toMatchObject({
      max_per_minute: 5,
      config: { url: `${receiver.url}/2` },
      secrets: data.secrets,
    })
    const before = receiver.received.length
    await sendTest({ channel_id: data.id })
    expect(receiver.received[before]).toMatchObject({
      path: '/hook/2',
      headers: { authorization: 'Bearer very-secret' },
    })
    expect((await changeChannel(data.id, { config: { headers: null } })).data.secrets).toEqual(['secret'])
  })

  test('422: a secret is not carried to another host', async () => {
    const { data } = await addChannel(webhook('moved'))
    const other = await Receiver.open()
    const { status, json } = await changeChannel(data.id, { config: { url: other.url } })
    expect([status, json.errors]).toMatchObject([422, [{ path: 'config.headers' }]])
    await other.close()
  })

  test('200: is deleted; 404 after that', async () => {
    const { data } = await addChannel(webhook('gone'))
    expect((await removeChannel(data.id)).data).toEqual({ id: data.id, deleted: true })
    expect([(await channel(data.id)).status, (await removeChannel(data.id)).status]).toEqual([404, 404])
    expect((await changeChannel(data.id, { enabled: false })).status).toBe(404)
    expect((await sendTest({ channel: 'gone' })).status).toBe(404)
  })

  test('409: a name that is taken', async () => {
    const { data } = await addChannel(webhook('once'))
    await addChannel(webhook('twice'))
    expect((await addChannel(webhook('once'))).status).toBe(409)
    expect((await changeChannel(data.id, { name: 'twice' })).status).toBe(409)
  })

  test.each([
    { name: 'no type', body: { name: 'x', config: {} }, path: 'type' },
    { name: 'no address', body: { name: 'x', type: 'teams', config: {} }, path: 'config.webhook_url' },
    {
      name: 'no http',
      body: { name: 'x', type: 'webhook', config: { url: 'file:///etc/passwd' } },
      path: 'config.url',
    },
    { name: 'slack without anything', body: { name: 'x', type: 'slack', config: {} }, path: 'config.webhook_url' },
    {
      name: 'a bot without a channel',
      body: { name: 'x', type: 'slack', config: { bot_token: 'xoxb' } },
      path: 'config.channel',
    },
    { name: 'mail to nobody', body: { name: 'x', type: 'email', config: { to: [] } }, path: 'config.to' },
    {
      name: 'mail with a line break',
      body: { name: 'x', type: 'email', config: { to: ['a@b.example\r\nBcc: c@d.example'] } },
      path: 'config.to.0',
    },
    {
      name: 'mail without a server',
      body: { name: 'x', type: 'email', config: { to: ['a@b.example'] } },
      path: 'config.smtp_host',
    },
    {
      name: 'a secret that signs nothing',
      body: { name: 'x', type: 'webhook', config: { url: 'http://127.0.0.1', secret: 'short' } },
      path: 'config.secret',
    },
    {
      name: 'a header that is set by what is sent',
      body: { name: 'x', type: 'webhook', config: { url: 'http://127.0.0.1', headers: { Host: 'a.example' } } },
      path: 'config.headers.Host',
    },
    {
      name: 'a header with a line break',
      body: { name: 'x', type: 'webhook', config: { url: 'http://127.0.0.1', headers: { A: 'b\r\nC: d' } } },
      path: 'config.headers.A',
    },
    {
      name: 'a password in the address',
      body: { name: 'x', type: 'webhook', config: { url: 'http://a:b@127.0.0.1/' } },
      path: 'config.url',
    },
  ])('422: $name', async ({ body, path }) => {
    const { status, json } = await addChannel(body)
    expect([status, json.errors]).toMatchObject([422, [{ path }]])
    const tried = await sendTest(body)
    expect([tried.status, tried.json.errors]).toMatchObject([422, [{ path }]])
  })

  test('a secret sealed with another access.secret is said, and can be entered again', async () => {
    const { data } = await addChannel(webhook('sealed'))
    const { access } = getRuntime().config
    const before = { ...access }
    Object.assign(access, { secret: 'another secret of the process', kept: false })
    try {
      const lost = (await channel(data.id)).data
      expect(lost).toMatchObject({ state: 'failing', last_error: expect.stringContaining('access.secret') })
      expect((await sendTest({ channel: 'sealed' })).data).toMatchObject({ delivered: false })
      await changeChannel(data.id, { config: { secret, headers: { Authorization: 'again' } } })
      expect((await channel(data.id)).data.state).toBe('unused')
    } finally {
      Object.assign(access, before)
    }
  })
})

describe('addresses inside a network', () => {
  test.each([
    'http://127.1:PORT/',
    'http://0x7f000002:PORT/',
    'http://2130706434:PORT/',
    'http://[::1]:PORT/',
    'http://[::ffff:127.0.0.2]:PORT/',
    'http://[64:ff9b::7f00:2]/',
    'http://169.254.169.254/latest/meta-data/',
    'http://0.0.0.0:PORT/',
    'http://10.0.0.1/',
  ])('422: %s', async (url) => {
    getRuntime().config.alerts.allowed_addresses = []
    const body = { ...webhook('inside'), config: { url: url.replace('PORT', String(receiver.port)) } }
    const before = receiver.received.length
    const { status, json } = await addChannel(body)
    expect([status, json.errors]).toMatchObject([422, [{ path: 'config.url' }]])
    expect((await sendTest(body)).status).toBe(422)
    expect(receiver.received).toHaveLength(before)
    getRuntime().config.alerts.allowed_addresses = ['127.0.0.1']
  })

  test('422: a name that does not resolve, and a mail server inside', async () => {
    const nowhere = await addChannel({ name: 'n', type: 'webhook', config: { url: 'http://nowhere.invalid/' } })
    expect(nowhere.json.errors).toMatchObject([
      { path: 'config.url', message: expect.stringContaining('does not resolve') },
    ])
    const config = { to: ['a@b.example'], from: 'c@d.example', smtp_host: '127.2' }
    expect((await addChannel({ name: 'm', type: 'email', config })).json.errors).toMatchObject([
      { path: 'config.smtp_host' },
    ])
  })
})

describe('channels of the configuration', () => {
  const keep = () => keepFileChannels(createContext({ kind: 'system', name: 'test' }))

  test('are there as it says, cannot be changed here, and go with it', async () => {
    const { alerts } = getRuntime().config
    const first = {
      slack: { webhook_url: receiver.url },
      oncall: { type: 'pagerduty', routing_key: 'R0123' },
      email: { smtp_host: '127.0.0.1', from: 'alerts@datawatch.example' },
    }
    Object.assign(alerts, { channels: first })
    await keep()
    const listed = (await channels()).data.channels.filter(({ origin }) => origin === 'file')
    expect(listed).toMatchObject([
      { name: 'oncall', type: 'pagerduty', secrets: ['routing_key'] },
      { name: 'slack', type: 'slack' },
    ])
    const [oncall] = listed
    const refused = await changeChannel(oncall!.id, { enabled: false })
    expect([refused.status, refused.json.detail]).toEqual([409, expect.stringContaining('alerts.channels.oncall')])
    expect((await removeChannel(oncall!.id)).status).toBe(409)
    expect((await addChannel({ name: 'mail', type: 'email', config: { to: ['a@b.example'] } })).status).toBe(201)
    alerts.channels = { oncall: { type: 'pagerduty', routing_key: 'R4567' } }
    await keep()
    const left = (await channels()).data.channels.filter(({ origin }) => origin === 'file')
    expect(left.map(({ id, name }) => [id, name])).toEqual([[oncall!.id, 'oncall']])
  })
})
