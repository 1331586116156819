import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { readRange } from '@/lib/alerts/outside-address'
import { postOutside } from '@/lib/alerts/service/post'
import { getRuntime } from '@/lib/runtime/runtime'
import {
  alertRow,
  changeChannel,
  deliveries,
  insertAlert,
  insertAlerts,
  insertCopies,
  startDispatcher,
  tell,
  timelineOf,
} from '@/tests/support/alert-channels'
import { type Body, closeReceivers, hook, openReceiver } from '@/tests/support/hook'
import { answering, answerOk } from '@/tests/support/receiver'
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

describe('many at once', () => {
  test('10,000 are few messages: the worst are listed, all are told', async () => {
    const { id, name, bodies } = await hook()
    const ids = [...(await insertCopies(9999, { severity: 'low' })), await insertAlert({ severity: 'critical' })]
    await tell(id, ids)
    const sql = getRuntime().db.$client
    const left = async () =>
      (await sql`select count(*)::int as n from alert_deliveries where channel_id = ${id} and status <> 'sent'`)[0]!.n
    while ((await left()) > 0) await new Promise((r) => setTimeout(r, 50))
    expect(bodies()).toHaveLength(1)
    expect(bodies()[0]).toMatchObject({ type: 'alerts.group', count: 10_000, title: '10,000 alerts' })
    expect(bodies()[0]!.alerts).toHaveLength(20)
    expect(bodies()[0]!.alerts[0]!.severity).toBe('critical')
    expect(await timelineOf(ids[0]!)).toEqual([{ kind: 'notified', text: `${name} was told with 9999 others` }])
  })

  test('what is beyond the most of a minute goes together, and again under the same id where that failed', async () => {
    const failing: typeof answerOk = (response, { json }, nth) =>
      (json as Body).type === 'alerts.group' && nth < 6
        ? answering(500)(response, {} as never, nth)
        : answerOk(response, {} as never, nth)
    const { receiver, id, bodies, settled } = await hook(failing, { max_per_minute: 5 })
    await tell(id, await insertAlerts(Array.from({ length: 8 }, () => alertRow())))
    await receiver.until(5)
    const groups = () => bodies().filter(({ type }) => type === 'alerts.group')
    expect(groups()).toMatchObject([{ count: 4, title: '4 alerts' }])
    await changeChannel(id, { max_per_minute: 30 })
    expect((await settled()).every(({ status }) => status === 'sent')).toBe(true)
    expect(groups()).toHaveLength(2)
    expect(new Set(groups().map(({ delivery_id }) => delivery_id)).size).toBe(1)
  })

  test('a digest is one message', async () => {
    const { receiver, id, bodies, settled } = await hook()
    await tell(id, await insertAlerts(Array.from({ length: 3 }, () => alertRow())), { more: { digest: true } })
    await receiver.until(1)
    await settled()
    expect(bodies()).toMatchObject([{ type: 'alerts.group', count: 3 }])
  })
})

describe('what goes on inside a network', () => {
  test('is blocked when it is sent too: a name that is bound anew', async () => {
    const canary = await openReceiver(undefined, '127.0.0.2')
    const { id, name } = await hook()
    await dispatcher.stop()
    const inside = [{ address: '127.0.0.2', family: 4 }]
    const resolve = async () => inside
    const sql = getRuntime().db.$client
    const url = `http://rebound.example:${canary.port}/`
    await sql`update alert_channels set config = config || ${JSON.stringify({ url })}::text::jsonb where id = ${id}`
    const own = startDispatcher({ resolve, wait: () => 60_000 })
    await tell(id, [await insertAlert()])
    const failed = async () => (await deliveries({ channel: name })).data.deliveries[0]?.last_error
    while (!(await failed())) await new Promise((r) => setTimeout(r, 20))
    expect(await failed()).toContain('inside a network')
    expect(canary.received).toEqual([])
    await own.stop()
    dispatcher = startDispatcher()
  })

  test('is not connected to where a name has an address outside beside it', async () => {
    const receiver = await openReceiver()
    const canary = await openReceiver(undefined, '127.0.0.2')
    const both = ['127.0.0.2', '127.0.0.1'].map((address) => ({ address, family: 4 }))
    const post = postOutside({ allowed: [readRange('127.0.0.1')!], resolve: async () => both })
    await post({ url: `http://both.example:${receiver.port}/` })
    await expect(post({ url: `http://127.0.0.2:${canary.port}/` })).rejects.toThrow('inside a network')
    expect([receiver.received.length, canary.received.length]).toEqual([1, 0])
  })
})
