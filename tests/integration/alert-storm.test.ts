import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { getRuntime } from '@/lib/runtime/runtime'
import {
  alertRow,
  changeChannel,
  deliveries,
  insertAlert,
  insertAlerts,
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
    const rows = Array.from({ length: 10_000 }, (_, n) => alertRow({ severity: n === 7000 ? 'critical' : 'low' }))
    await tell(id, await insertAlerts(rows))
    const sql = getRuntime().db.$client
    const left = async () =>
      (await sql`select count(*)::int as n from alert_deliveries where channel_id = ${id} and status <> 'sent'`)[0]!.n
    while ((await left()) > 0) await new Promise((r) => setTimeout(r, 50))
    expect(bodies()).toHaveLength(1)
    expect(bodies()[0]).toMatchObject({ type: 'alerts.group', count: 10_000, title: '10,000 alerts' })
    expect(bodies()[0]!.alerts).toHaveLength(20)
    expect(bodies()[0]!.alerts[0]!.severity).toBe('critical')
    expect(await timelineOf(rows[0]!.id)).toEqual([{ kind: 'notified', text: `${name} was told with 9999 others` }])
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
    const canary = await openReceiver()
    const { id, name } = await hook()
    await dispatcher.stop()
    const answers = [[{ address: '127.0.0.1', family: 4 }], [{ address: '127.0.0.2', family: 4 }]]
    const resolve = async () => answers.shift() ?? [{ address: '127.0.0.2', family: 4 }]
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
})
