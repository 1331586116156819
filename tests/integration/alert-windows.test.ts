import { afterAll, beforeAll, expect, test } from 'vitest'
import { evaluateEarly } from '@/lib/alerts/service/evaluate'
import { at, evaluate, firing, order } from '@/tests/support/alert-minutes'
import { addAlertRule, alert, alertRule, patchAlertRule } from '@/tests/support/alerts'
import { ingest } from '@/tests/support/http'
import { contextAt } from '@/tests/support/quality'
import { startRuntime } from '@/tests/support/runtime'

let runtime: Awaited<ReturnType<typeof startRuntime>>
beforeAll(async () => {
  runtime = await startRuntime()
})
afterAll(() => runtime.stop())

test('is not over by a window that ended before it began to fire', async () => {
  await addAlertRule({ name: 'Calls', metric: 'calls_inserts_total', window: '2m', threshold: 1 })
  await ingest([order('calls', 3, {}), order('calls', 3, {})])
  await evaluateEarly(contextAt(at(3) + 4000), new Set(['calls']))
  const [one] = await firing('Calls')
  await evaluate(3)
  await evaluate(4)
  expect((await firing('Calls')).map(({ id }) => id)).toEqual([one!.id])
  await evaluate(6)
  expect((await alert(one!.id)).data.timeline.map(({ kind }) => kind)).toEqual(['opened', 'resolved'])
})

test('sees a group that fell to nothing at once', async () => {
  const some = (count: number, minutes: number, status: string) =>
    Array.from({ length: count }, () => order('parcels', minutes, { status }))
  await ingest([...some(4, -60, 'sent'), ...some(4, 0, 'sent'), ...some(4, 0, 'held'), ...some(4, 1, 'held')])
  const rule = { metric: 'parcels_by_status', group_by: ['status'], window: '1m' }
  await addAlertRule({ ...rule, name: 'Few parcels', operator: '<', threshold: 2 })
  const change = { from: '1m', direction: 'down', percent: 50 }
  await addAlertRule({ ...rule, name: 'Fewer parcels', change })
  await evaluate(1)
  expect([...(await firing('Few parcels')), ...(await firing('Fewer parcels'))]).toEqual([])
  await evaluate(2)
  expect((await firing('Few parcels')).map(({ labels, value }) => [labels.status, value])).toEqual([['sent', 0]])
  expect((await firing('Fewer parcels')).map(({ labels, expected }) => [labels.status, expected])).toEqual([
    ['sent', '4 (1m before)'],
  ])
})

test('a lag that no window can hold is warned of', async () => {
  await ingest([order('queues', 0, {})])
  const rule = { name: 'Queues', metric: 'queues_lag_seconds', threshold: 600 }
  expect((await addAlertRule({ ...rule, window: '10m' })).data.warnings).toEqual([
    expect.stringMatching(/a longer one/),
  ])
  expect((await addAlertRule({ ...rule, name: 'Queues too', window: '30m' })).data.warnings).toEqual([])
})

test('changes of one rule at once are all kept; a NUL becomes U+FFFD', async () => {
  const { data } = await addAlertRule({ name: 'Busy', metric: 'not_there_total', threshold: 1, filter: 'a:\0' })
  expect(data.filter).toBe('a:\uFFFD')
  const changes = [{ owner: 'ops' }, { threshold: 5 }, { message: 'Look' }, { window: '7m' }, { severity: 'high' }]
  await Promise.all(changes.map((change) => patchAlertRule(data.id, change)))
  expect((await alertRule(data.id)).data).toMatchObject(Object.assign({}, ...changes))
})
