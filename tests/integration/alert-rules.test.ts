import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { alertDeliveries } from '@/drizzle/schema/alerts'
import { evaluateEarly } from '@/lib/alerts/service/evaluate'
import { getRuntime } from '@/lib/runtime/runtime'
import { at, evaluate, firing, order } from '@/tests/support/alert-minutes'
import {
  addAlertRule,
  alert,
  alertRule,
  alerts,
  doToAlert,
  patchAlertRule,
  previewAlertRule,
  removeAlertRule,
} from '@/tests/support/alerts'
import { ingest } from '@/tests/support/http'
import { contextAt } from '@/tests/support/quality'
import { startRuntime } from '@/tests/support/runtime'

let runtime: Awaited<ReturnType<typeof startRuntime>>
beforeAll(async () => {
  runtime = await startRuntime()
})
afterAll(() => runtime.stop())

const early = (minutes: number, table: string) => evaluateEarly(contextAt(at(minutes) + 30_000), new Set([table]))

describe('a rule over a metric', () => {
  test('fires while its window is above the threshold, and once: then it is over by itself', async () => {
    const { status, data } = await addAlertRule({
      name: 'Many sales',
      metric: 'sales_inserts_total',
      window: '1m',
      threshold: 2,
    })
    expect([status, data.state, data.waiting_for]).toEqual([201, 'waiting', 'the metric sales_inserts_total'])
    await ingest([1, 2, 3].map((n) => order('sales', 0, { total: n })))
    expect(await evaluate(1)).toMatchObject({ skipped: false, opened: 1 })
    const [one] = await firing('Many sales')
    expect(one).toMatchObject({
      status: 'firing',
      severity: 'medium',
      metric: 'sales_inserts_total',
      table: 'sales',
      value: 3,
      threshold: 2,
      expected: 'at most 2',
      started_at: new Date(at(1)).toISOString(),
    })
    expect((await alertRule(data.id)).data).toMatchObject({
      state: 'firing',
      firing: 1,
      last_value: 3,
      waiting_for: null,
    })
    expect(await evaluate(1)).toMatchObject({ rules: 0 })
    await evaluate(2)
    expect(await firing('Many sales')).toEqual([])
    expect((await alert(one!.id)).data).toMatchObject({
      status: 'resolved',
      resolved_by: null,
      timeline: [{ kind: 'opened' }, { kind: 'resolved', text: 'It is over' }],
    })
  })

  test('does not wait for the end of a window that can only get worse, but for that of any other', async () => {
    await ingest([order('visits', -5, { seconds: 5 })])
    await addAlertRule({ name: 'Visits', metric: 'visits_inserts_total', window: '5m', threshold: 3 })
    await addAlertRule({ name: 'Long visits', metric: 'visits_seconds_avg', window: '1m', threshold: 100 })
    await addAlertRule({
      name: 'Few visits',
      metric: 'visits_inserts_total',
      window: '1m',
      operator: '<',
      threshold: 100,
    })
    await ingest([1, 2, 3, 4].map(() => order('visits', 3, { seconds: 500 })))
    await early(3, 'visits')
    expect((await firing('Visits')).length).toBe(1)
    expect([...(await firing('Long visits')), ...(await firing('Few visits'))]).toEqual([])
    await evaluate(4)
    expect((await firing('Visits')).length).toBe(1)
    expect((await firing('Long visits')).length).toBe(1)
    expect((await firing('Few visits')).length).toBe(1)
  })

  test('waits for as long as `for` says, and ends at the recovery threshold', async () => {
    const rule = {
      name: 'Slow',
      metric: 'jobs_ms_max',
      window: '1m',
      threshold: 100,
      for: '2m',
      recovery_threshold: 50,
    }
    await ingest([order('jobs', 0, { ms: 150 }), order('jobs', 1, { ms: 160 }), order('jobs', 2, { ms: 170 })])
    await ingest([order('jobs', 3, { ms: 70 }), order('jobs', 4, { ms: 40 })])
    const { data } = await addAlertRule(rule)
    await evaluate(1)
    expect((await alertRule(data.id)).data.state).toBe('pending')
    await evaluate(2)
    expect(await firing('Slow')).toEqual([])
    await evaluate(3)
    expect((await firing('Slow')).map(({ started_at }) => started_at)).toEqual([new Date(at(1)).toISOString()])
    await evaluate(4)
    expect((await firing('Slow')).map(({ value }) => value)).toEqual([70])
    await evaluate(5)
    expect(await firing('Slow')).toEqual([])
  })

  test('has an alert for each of its groups, those that went quiet included', async () => {
    const rule = {
      name: 'Refused',
      metric: 'cards_by_state',
      group_by: ['state'],
      window: '1m',
      threshold: 1,
      title: '{{ labels.state }}: {{ value }}',
    }
    await ingest(['paid', 'refused', 'refused', 'lost', 'lost', 'lost'].map((state) => order('cards', 0, { state })))
    await addAlertRule(rule)
    await evaluate(1)
    expect((await firing('Refused')).map(({ title }) => title).sort()).toEqual(['lost: 3', 'refused: 2'])
    await ingest(['refused', 'refused'].map((state) => order('cards', 1, { state })))
    await evaluate(2)
    expect((await firing('Refused')).map(({ title }) => title)).toEqual(['refused: 2'])
  })

  test('measures a change against an hour before, in percent and in absolute terms', async () => {
    const rule = {
      metric: 'taps_inserts_total',
      window: '10m',
      change: { from: 'previous_hour', direction: 'up', percent: 50, absolute: 5 },
    }
    await ingest([...Array(10).fill(-55), ...Array(14).fill(5)].map((minute) => order('taps', minute, { n: 1 })))
    await addAlertRule({ ...rule, name: 'Taps' })
    await addAlertRule({ ...rule, name: 'Fewer taps', change: { ...rule.change, direction: 'down', percent: 10 } })
    await evaluate(10)
    expect(await firing('Taps')).toEqual([])
    await ingest([order('taps', 6, { n: 1 })])
    await evaluate(11)
    expect(await firing('Taps')).toMatchObject([{ value: 15, expected: '10 (the hour before)' }])
    expect(await firing('Fewer taps')).toEqual([])
  })

  test('of four processes at once one evaluates it: one alert for a window', async () => {
    await ingest([order('races', 0, { n: 1 })])
    await addAlertRule({ name: 'Race', metric: 'races_inserts_total', window: '1m', threshold: 0 })
    const figures = await Promise.all(Array.from({ length: 20 }, () => evaluate(1)))
    expect(figures.filter(({ opened }) => opened > 0).length).toBe(1)
    expect((await firing('Race')).length).toBe(1)
  })
})

test('422 names what makes no sense, with the place in a formula; 409 a taken name; 404', async () => {
  const refused = async (body: object) => (await addAlertRule({ name: 'Bad', ...body })).json
  expect(await refused({ expr: 'sales_inserts_total +* 2', threshold: 1 })).toMatchObject({
    status: 422,
    errors: [{ path: 'expr', message: expect.stringMatching(/line 1, column 22/) }],
  })
  expect(await refused({ metric: 'sales_inserts_total' })).toMatchObject({ errors: [{ path: 'threshold' }] })
  expect(await refused({ metric: 'sales_inserts_total', threshold: 1, recovery_threshold: 2 })).toMatchObject({
    errors: [{ path: 'recovery_threshold' }],
  })
  expect(await refused({ metric: 'sales_inserts_total', threshold: 1, title: '{{ value' })).toMatchObject({
    errors: [{ path: 'title' }],
  })
  expect(await refused({ metric: 'sales_inserts_total', threshold: 1, filter: 'nothing:x' })).toMatchObject({
    status: 422,
    errors: [{ path: 'filter' }],
  })
  expect(await refused({ metric: 'sales_inserts_total', threshold: 1, window: '1s' })).toMatchObject({
    errors: [{ path: 'window', message: expect.stringMatching(/at least 1m/) }],
  })
  expect(await refused({ kind: 'anomaly', threshold: 1 })).toMatchObject({ errors: [{ path: 'threshold' }] })
  const rule = { name: 'Twice', metric: 'sales_inserts_total', threshold: 1, severity: 'warning', operator: 'gt' }
  const { data } = await addAlertRule(rule)
  expect(data).toMatchObject({ severity: 'medium', operator: '>', condition: 'sales_inserts_total over 5m > 1' })
  expect((await addAlertRule(rule)).status).toBe(409)
  expect((await alertRule('01a00000-0000-7000-8000-000000000000')).status).toBe(404)
})

test('a rule that is switched off or deleted ends its alerts', async () => {
  await ingest([order('tills', 0, { n: 1 })])
  const { data } = await addAlertRule({ name: 'Tills', metric: 'tills_inserts_total', window: '1m', threshold: 0 })
  await evaluate(1)
  const [one] = await firing('Tills')
  expect((await patchAlertRule(data.id, { enabled: false })).data.state).toBe('off')
  expect((await alert(one!.id)).data).toMatchObject({ status: 'resolved', note: 'The rule was switched off' })
  expect((await removeAlertRule(data.id)).status).toBe(200)
  expect((await alertRule(data.id)).status).toBe(404)
})

test('a preview says when a rule would have fired', async () => {
  await ingest([order('quakes', -20, { size: 7 }), order('quakes', -10, { size: 8 }), order('quakes', -5, { size: 2 })])
  const rule = { metric: 'quakes_size_max', window: '1m', threshold: 6 }
  const { data } = await previewAlertRule({ rule, period: '2h' })
  expect(data).toMatchObject({ fired: 2, step_seconds: 60, firings: [{ peak: 8 }, { peak: 7 }] })
  expect(data.firings[0]!.started_at).toBe(new Date(at(-9)).toISOString())
  expect(data.series[0]!.data_points.length).toBe(120)
})

test('what people do with an alert: the first acknowledgement stands, resolved stays closed while it goes on', async () => {
  await ingest([order('bells', 0, { n: 1 }), order('bells', 1, { n: 1 }), order('bells', 2, { n: 1 })])
  await addAlertRule({ name: 'Bells', metric: 'bells_inserts_total', window: '1m', threshold: 0 })
  await evaluate(1)
  const [{ id } = { id: '' }] = await firing('Bells')
  expect((await doToAlert(id, 'acknowledge', { user: 'ann', note: 'mine' })).data).toMatchObject({
    status: 'acknowledged',
    acknowledged: true,
  })
  expect((await doToAlert(id, 'acknowledge', { user: 'bob' })).data).toMatchObject({
    acknowledged_by: expect.not.stringMatching('bob'),
    note: 'mine',
  })
  expect((await doToAlert(id, 'snooze', { for: '2h' })).data.hushed).toBe('snoozed')
  expect((await alerts({ rule: 'Bells', hushed: 'true' })).data.count).toBe(1)
  expect((await doToAlert(id, 'unsnooze')).data.hushed).toBe(null)
  expect((await alerts({ rule: 'Bells', hushed: 'true' })).data.count).toBe(0)
  expect((await doToAlert(id, 'snooze', { until: '2020-01-01T00:00:00Z' })).status).toBe(422)
  expect((await doToAlert(id, 'assign', { assignee: 'ann' })).data.assignee).toBe('ann')
  await doToAlert(id, 'comment', { text: 'Looking' })
  expect((await doToAlert(id, 'resolve', { note: 'A drill' })).data).toMatchObject({
    status: 'resolved',
    note: 'A drill',
  })
  await evaluate(2)
  expect(await firing('Bells')).toEqual([])
  const kinds = (await alert(id)).data.timeline.map(({ kind }) => kind)
  expect(kinds).toEqual(['opened', 'acknowledged', 'snoozed', 'unsnoozed', 'assigned', 'commented', 'resolved'])
  expect(await getRuntime().db.select().from(alertDeliveries)).toEqual([])
})
