import { Webhook } from 'standardwebhooks'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { forgetDeliveries } from '@/lib/alerts/service/deliveries'
import { createContext, getRuntime } from '@/lib/runtime/runtime'
import {
  alertRow,
  changeChannel,
  channel,
  deliveries,
  insertAlert,
  insertAlerts,
  removeChannel,
  replay,
  startDispatcher,
  tell,
  timelineOf,
} from '@/tests/support/alert-channels'
import { closeReceivers, hook, openReceiver, secret } from '@/tests/support/hook'
import { answering, answerOk, inTurn } from '@/tests/support/receiver'
import { startRuntime } from '@/tests/support/runtime'

let runtime: Awaited<ReturnType<typeof startRuntime>>
let dispatcher: ReturnType<typeof startDispatcher>
beforeAll(async () => {
  runtime = await startRuntime({ DATAWATCH_ALERTS_ALLOWED_ADDRESSES: '127.0.0.1', DATAWATCH_ALERTS_ENABLED: 'false' })
  dispatcher = startDispatcher()
})
afterEach(closeReceivers)
afterAll(async () => {
  await dispatcher.stop()
  await runtime.stop()
})

describe('a delivery', () => {
  test('arrives with a signature that a stranger can check, and is told in the timeline', async () => {
    const { receiver, id, name, bodies, settled } = await hook()
    const alert = await insertAlert({ labels: { 'a"b': '<!channel> & co' } })
    await tell(id, [alert])
    const [{ headers, body }] = (await receiver.until(1)) as [(typeof receiver.received)[number]]
    expect(() => new Webhook(secret).verify(body, headers)).not.toThrow()
    expect(() => new Webhook(secret).verify(`${body} `, headers)).toThrow()
    const [row] = await settled()
    expect(row).toMatchObject({ id: headers['webhook-id'], status: 'sent', attempts: 1, last_error: null })
    expect(bodies()[0]).toMatchObject({
      type: 'alert.opened',
      alert: { id: alert, labels: { 'a"b': '<!channel> & co' } },
    })
    expect(await timelineOf(alert)).toEqual([{ kind: 'notified', text: `${name} was told that it fires` }])
    expect((await channel(id)).data).toMatchObject({ state: 'ok', pending: 0 })
  })

  test.each([
    { name: '500', behave: answering(500, {}, 'broken') },
    { name: '429', behave: answering(429, { 'Retry-After': '0' }) },
    { name: '408', behave: answering(408) },
    { name: 'a redirect', behave: answering(302, { Location: 'http://127.0.0.1:1/' }) },
    { name: 'a connection that is cut', behave: ((response) => response.socket?.destroy()) as typeof answerOk },
  ])('is sent again after $name, with the same id', async ({ behave }) => {
    const { receiver, id, settled } = await hook(inTurn(behave, behave, answerOk))
    const alert = await insertAlert()
    await tell(id, [alert])
    const received = await receiver.until(3)
    expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
    expect(await settled()).toMatchObject([{ status: 'sent', attempts: 3 }])
    expect((await timelineOf(alert)).map(({ kind }) => kind)).toEqual(['failed', 'notified'])
  })

  test('a redirect is never followed', async () => {
    const inside = await openReceiver()
    const { receiver, id, settled } = await hook(inTurn(answering(307, { Location: inside.url }), answerOk))
    await tell(id, [await insertAlert()])
    await receiver.until(2)
    await settled()
    expect(inside.received).toEqual([])
  })

  test('a refusal is final: 400 is not sent again, and can be replayed', async () => {
    const { receiver, id, name, settled } = await hook(inTurn(answering(400, {}, 'no such field'), answerOk))
    const alert = await insertAlert()
    await tell(id, [alert])
    const [row] = await settled()
    expect(row).toMatchObject({ status: 'dead', last_error: 'It answered 400: no such field', next_attempt_at: null })
    expect((await channel(id)).data).toMatchObject({ state: 'failing', dead: 1 })
    expect((await replay({ channel: name })).data).toEqual({ replayed: 1 })
    expect(await settled()).toMatchObject([{ id: row!.id, status: 'sent' }])
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
    expect((await timelineOf(alert)).map(({ kind }) => kind)).toEqual(['failed', 'notified'])
    expect((await replay({ channel: 'nobody' })).status).toBe(404)
  })

  test('410: the receiver is gone, and nothing more goes there until its channel is changed', async () => {
    const { receiver, id, settled } = await hook(answering(410))
    const [one, other] = await insertAlerts([alertRow(), alertRow()])
    await tell(id, [one!])
    await settled()
    await tell(id, [other!])
    expect((await settled()).map(({ status }) => status)).toEqual(['dead', 'dead'])
    expect((await channel(id)).data.state).toBe('gone')
    expect(receiver.received).toHaveLength(1)
    receiver.behave = answerOk
    await changeChannel(id, { config: { url: `${receiver.url}/new` } })
    await replay()
    expect((await settled()).map(({ status }) => status)).toEqual(['sent', 'sent'])
  })

  test('those about one alert arrive in order, also where the first fails', async () => {
    const { id, bodies, settled } = await hook(inTurn(answering(500), answering(503), answerOk))
    const [one, other] = await insertAlerts([alertRow(), alertRow()])
    await tell(id, [one!], { kind: 'opened' })
    await tell(id, [one!], { kind: 'updated' })
    await tell(id, [other!], { kind: 'opened' })
    await tell(id, [one!], { kind: 'escalated' })
    await settled()
    const ofOne = bodies().filter(({ alert }) => alert.id === one)
    expect([...new Set(ofOne.map(({ type }) => type))]).toEqual(['alert.opened', 'alert.updated', 'alert.escalated'])
  })

  test('one that is slow does not delay another', async () => {
    const slow = await hook(() => {})
    const quick = await hook()
    const [alert] = await insertAlerts([alertRow()])
    await tell(slow.id, [alert!])
    await slow.receiver.until(1)
    await tell(quick.id, [alert!])
    await quick.receiver.until(1)
    expect((await slow.rows())[0]).toMatchObject({ status: 'pending', attempts: 1 })
    await removeChannel(slow.id)
  })
})

describe('what is not sent', () => {
  test('what is over before anybody was told of it', async () => {
    const { receiver, id, settled } = await hook()
    const [brief, lasting] = await insertAlerts([alertRow({ status: 'resolved' }), alertRow()])
    await tell(id, [brief!], { more: { dueAt: new Date(Date.now() + 300) } })
    await tell(id, [brief!], { kind: 'resolved' })
    await tell(id, [lasting!])
    await receiver.until(1)
    expect((await settled()).map(({ alert_id, status }) => [alert_id === brief, status])).toEqual([
      [true, 'cancelled'],
      [true, 'cancelled'],
      [false, 'sent'],
    ])
  })

  test('but what was tried before it was over is told, and then that it is over', async () => {
    const { receiver, id, bodies, settled } = await hook(answering(500))
    const alert = await insertAlert()
    await tell(id, [alert])
    await receiver.until(1)
    await tell(id, [alert], { kind: 'resolved' })
    receiver.behave = answerOk
    expect((await settled()).map(({ status }) => status)).toEqual(['sent', 'sent'])
    expect(bodies().at(-1)?.type).toBe('alert.resolved')
  })

  test('a channel that is off, and one that is deleted', async () => {
    const { receiver, id, settled } = await hook()
    await changeChannel(id, { enabled: false })
    const alert = await insertAlert()
    await tell(id, [alert])
    expect(await settled()).toMatchObject([{ status: 'cancelled', last_error: 'The channel is off' }])
    await changeChannel(id, { enabled: true })
    await tell(id, [alert], { kind: 'updated', more: { dueAt: new Date(Date.now() + 60_000) } })
    await removeChannel(id)
    const { data } = await deliveries({ alert })
    expect(data.deliveries.map(({ status }) => status)).toEqual(['cancelled', 'cancelled'])
    expect(receiver.received).toEqual([])
  })
})

test('deliveries of alerts that have been over for 90 days are forgotten', async () => {
  const { receiver, id, name, settled } = await hook()
  const long = (days: number) => new Date(Date.now() - days * 86_400_000)
  const ids = await insertAlerts([
    alertRow({ status: 'resolved', resolvedAt: long(91) }),
    alertRow({ status: 'resolved', resolvedAt: long(89) }),
    alertRow(),
  ])
  await tell(id, ids)
  await receiver.until(3)
  await settled()
  await getRuntime().db.$client`update alert_deliveries set created_at = now() - interval '95 days'`
  await forgetDeliveries(createContext({ kind: 'system', name: 'test' }))
  expect((await deliveries({ channel: name })).data.deliveries.map(({ alert_id }) => alert_id).sort()).toEqual(
    ids.slice(1).sort(),
  )
})
