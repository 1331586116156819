import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as metricsRoute from '@/app/metrics/route'
import { chartSignature } from '@/lib/alerts/chart-link'
import { findCause } from '@/lib/alerts/service/cause'
import { createNote } from '@/lib/notes/service'
import { createContext, getRuntime } from '@/lib/runtime/runtime'
import {
  addChannel,
  alertRow,
  chart,
  deliveries,
  insertAlert,
  insertAlerts,
  sendTest,
  startDispatcher,
  tell,
} from '@/tests/support/alert-channels'
import { ingest, insertEvent } from '@/tests/support/http'
import { headerOf, MailServer } from '@/tests/support/mail-server'
import { Receiver } from '@/tests/support/receiver'
import { startRuntime } from '@/tests/support/runtime'

let runtime: Awaited<ReturnType<typeof startRuntime>>
let dispatcher: ReturnType<typeof startDispatcher>
let mail: MailServer
beforeAll(async () => {
  runtime = await startRuntime({
    DATAWATCH_ALERTS_ALLOWED_ADDRESSES: '127.0.0.1',
    DATAWATCH_ALERTS_ENABLED: 'false',
    DATAWATCH_SERVER_PUBLIC_URL: 'https://watch.example',
  })
  dispatcher = startDispatcher()
  mail = await MailServer.open()
  const minute = Math.floor(Date.now() / 60_000) * 60_000
  const events = Array.from({ length: 120 }, (_, n) =>
    insertEvent({
      table: 'drawn',
      timestamp: new Date(minute - n * 60_000).toISOString(),
      after: { id: n, city: 'x' },
    }),
  )
  await ingest(events)
})
afterAll(async () => {
  await dispatcher.stop()
  await mail.close()
  await runtime.stop()
})

const smtp = () => ({
  smtp_host: '127.0.0.1',
  smtp_port: mail.port,
  from: 'alerts@shop.example',
  to: ['a@b.example', 'c@d.example'],
})
const drawn = (more = {}) => ({ metric: 'drawn_inserts_total', tableName: 'drawn', ...more })

describe('mail', () => {
  test('is one thread an alert, in text and HTML with the chart, and no header can be put into it', async () => {
    const { data } = await addChannel({ name: 'mail', type: 'email', config: smtp() })
    const title = 'Few orders\r\nBcc: eve@evil.example\r\n\r\n<b>x</b>'
    const alert = await insertAlert(drawn({ title, labels: { city: '<img src=x>\r\nX: y' } }))
    await tell(data.id, [alert])
    await mail.until(1)
    await tell(data.id, [alert], { kind: 'resolved' })
    const [first, second] = await mail.until(2)
    expect(first).toMatchObject({ from: 'alerts@shop.example', to: ['a@b.example', 'c@d.example'] })
    expect(first!.head).not.toMatch(/^(Bcc|X):/im)
    expect(headerOf(first!, 'Subject')).toBe('[high] Few orders Bcc: eve@evil.example <b>x</b>')
    const id = headerOf(first!, 'Message-ID')
    expect([
      headerOf(first!, 'In-Reply-To'),
      headerOf(second!, 'In-Reply-To'),
      headerOf(second!, 'References'),
    ]).toEqual([null, id, id])
    expect(headerOf(second!, 'Subject')).toBe(`Re: ${headerOf(first!, 'Subject')}`)
    const plain = first!.raw.replace(/=\r\n/g, '').replaceAll('=3D', '=')
    expect(plain).toContain('Content-Type: text/plain')
    expect(plain).toContain('src="cid:chart@datawatch"')
    expect(plain).toContain('Content-Type: image/png')
    expect(plain).toContain(`https://watch.example/alerts/${alert}?do=acknowledge`)
    expect(plain).toContain('&lt;img src=x&gt;')
    expect(plain.slice(plain.indexOf('<!doctype'))).not.toContain('<img src=x>')
  })

  test('signs in; a password that is wrong is said and not repeated', async () => {
    const config = { ...smtp(), smtp_user: 'u', smtp_password: 'right' }
    expect((await sendTest({ name: 't', type: 'email', config })).data).toMatchObject({ delivered: true, status: 250 })
    expect(mail.received.at(-1)).toMatchObject({ user: 'u' })
    const { data } = await sendTest({ name: 't', type: 'email', config: { ...config, smtp_password: 'wrong-one' } })
    expect(data).toMatchObject({ delivered: false, status: 535 })
    expect(data.answer).not.toContain('wrong-one')
  })

  test('450 is tried again, 550 is not', async () => {
    const { data } = await addChannel({ name: 'refused', type: 'email', config: smtp() })
    const [soft, hard] = await insertAlerts([alertRow(), alertRow()])
    const before = mail.received.length
    mail.refusal = { code: 450, message: 'later' }
    await tell(data.id, [soft!])
    const of = async (alert: string) => (await deliveries({ alert })).data.deliveries[0]!
    while ((await of(soft!)).attempts < 2) await new Promise((done) => setTimeout(done, 20))
    mail.refusal = null
    await mail.until(before + 1)
    mail.refusal = { code: 550, message: 'nobody here' }
    await tell(data.id, [hard!])
    while ((await of(hard!)).status === 'pending') await new Promise((done) => setTimeout(done, 20))
    expect(await of(hard!)).toMatchObject({
      status: 'dead',
      attempts: 1,
      last_error: expect.stringContaining('nobody here'),
    })
    mail.refusal = null
  })
})

describe('a bot of Slack', () => {
  test('has one message an alert, changed and answered to', async () => {
    let ts = 0
    const receiver = await Receiver.open((response) => {
      ts += 1
      response.writeHead(200).end(JSON.stringify({ ok: true, channel: 'C1', ts: String(ts) }))
    })
    const config = { bot_token: 'xoxb-1', channel: '#ops', api_url: `http://127.0.0.1:${receiver.port}/api/` }
    const { data } = await addChannel({ name: 'bot', type: 'slack', config })
    const alert = await insertAlert(drawn())
    await tell(data.id, [alert])
    await tell(data.id, [alert], { kind: 'updated' })
    const received = await receiver.until(3)
    expect(received.map(({ path }) => path)).toEqual([
      '/api/chat.postMessage',
      '/api/chat.update',
      '/api/chat.postMessage',
    ])
    expect(received[0]!.headers.authorization).toBe('Bearer xoxb-1')
    expect(received[0]!.body).toContain(`https://watch.example/api/v1/datawatch/alerts/${alert}/chart.png?signature=`)
    expect(received[1]!.json).toMatchObject({ ts: '1' })
    expect(received[2]!.json).toMatchObject({ thread_ts: '1' })
    await receiver.close()
  })
})

describe('the chart of an alert', () => {
  test('200: a PNG, for who may read, and by a signed link', async () => {
    const id = await insertAlert(drawn())
    const answer = await chart(id)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/png'])
    expect(
      Buffer.from(await answer.arrayBuffer())
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG')
    const { server, access } = getRuntime().config
    server.environment = 'production'
    const signature = chartSignature(id, access.secret, new Date())
    const asked = [await chart(id), await chart(id, signature), await chart(id, `${signature}x`)]
    server.environment = 'development'
    expect(asked.map(({ status }) => status)).toEqual([401, 200, 401])
  })

  test('404: no alert, and nothing to draw', async () => {
    const [empty] = await insertAlerts([alertRow()])
    expect([(await chart(empty!)).status, (await chart('x')).status]).toEqual([404, 404])
    expect((await chart('01a20a8e-b2c9-7707-b253-6698abe857b9')).status).toBe(404)
  })
})

test('the likely cause of an alert of a metric: a deploy just before', async () => {
  const context = createContext({ kind: 'system', name: 'test' })
  const row = alertRow(drawn())
  const at = new Date(row.startedAt.getTime() - 600_000).toISOString()
  await createNote(context, { at, text: 'Checkout 2.0', kind: 'deploy', table: 'drawn' })
  expect(await findCause(context, row)).toBe('Deploy: “Checkout 2.0”, 10 minutes before.')
  expect(
    await findCause(context, alertRow({ path: '/anomalies/01a20a8e-b2c9-7707-b253-6698abe857b9', kind: 'anomaly' })),
  ).toBeNull()
})

test('the likely cause of an alert of a metric: the category that rose', async () => {
  const minute = Math.floor(Date.now() / 60_000) * 60_000
  const day = 86_400_000
  const of = (back: number, count: (city: string) => number) =>
    ['Rome', 'Oslo', 'Lima'].flatMap((city) =>
      Array.from({ length: count(city) }, (_, n) => {
        const timestamp = new Date(minute - back * day - (n % 10) * 60_000).toISOString()
        return insertEvent({ table: 'rose', timestamp, after: { id: `${back}${city}${n}`, city } })
      }),
    )
  await ingest([1, 2, 3].flatMap((back) => of(back, () => 30)))
  await ingest(of(0, (city) => (city === 'Oslo' ? 300 : 30)))
  const context = createContext({ kind: 'system', name: 'test' })
  const row = alertRow({ tableName: 'rose', metric: 'rose_inserts_total', startedAt: new Date(minute - 120_000) })
  expect(await findCause(context, row)).toMatch(/Oslo/)
})

test('/metrics tells what was delivered and what waits', async () => {
  const text = await (
    await metricsRoute.GET(new Request('http://127.0.0.1:3002/metrics'), { params: Promise.resolve({}) } as never)
  ).text()
  expect(text).toMatch(/datawatch_alert_deliveries\{channel_type="email",status="dead"\} 1/)
  expect(text).toMatch(/datawatch_alert_deliveries\{channel_type="slack",status="sent"\} 2/)
  expect(text).toContain('datawatch_alert_deliveries_pending 0')
})
