import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as queryRoute from '@/app/api/v1/datawatch/metrics/[name]/query/route'
import type { MetricValue } from '@/lib/metrics/contract'
import { call, ingest, insertEvent } from '@/tests/support/http'
import { startRuntime } from '@/tests/support/runtime'

let runtime: Awaited<ReturnType<typeof startRuntime>>
beforeAll(async () => {
  runtime = await startRuntime()
})
afterAll(() => runtime.stop())

const value = (name: string, query: Record<string, string>) =>
  call<MetricValue>(queryRoute.GET, `/metrics/${name}/query`, { params: { name }, query })

describe('a value is written', () => {
  const change = (type: string, table: string, second: number, more: Record<string, unknown>) =>
    insertEvent({
      type,
      table,
      timestamp: `2026-03-05T10:00:${String(second).padStart(2, '0')}Z`,
      after: undefined,
      ...more,
    })
  const all = { from: '2026-03-05T00:00:00Z', to: '2026-03-06T00:00:00Z' }

  test('once by an order that changes status three times, with before images or without', async () => {
    for (const [table, withBefore] of [
      ['with_before', true],
      ['without_before', false],
    ] as const) {
      const rows = ['new', 'paid', 'sent', 'done'].map((status) => ({ id: 1, amount: 50, status }))
      await ingest([change('INSERT', table, 0, { after: rows[0] })])
      for (const at of [1, 2, 3]) {
        const before = withBefore ? rows[at - 1] : null
        await ingest([change('UPDATE', table, at, { before, after: rows[at] })])
      }
      await ingest([change('DELETE', table, 9, { before: withBefore ? rows[3] : null, key: { id: 1 } })])
      expect((await value(`${table}_amount_sum`, all)).data.value).toBe(50)
      expect((await value(`${table}_by_status`, all)).data.value).toBe(4)
      expect((await value(`${table}_events_total`, all)).data.value).toBe(5)
      expect((await value(`${table}_updates_total`, all)).data.value).toBe(3)
    }
  })

  test('by an UPDATE of a row that was never seen, and not by a SNAPSHOT', async () => {
    await ingest([
      change('UPDATE', 'unseen', 1, { after: { id: 7, amount: 5, status: 'paid' } }),
      change('SNAPSHOT', 'unseen', 2, { after: { id: 8, amount: 900, status: 'paid' } }),
      change('UPDATE', 'unseen', 3, { after: { id: 8, amount: 900, status: 'void' } }),
    ])
    expect((await value('unseen_amount_sum', all)).data.value).toBe(5)
    expect((await value('unseen_events_total', all)).data.value).toBe(2)
    const byType = await value('unseen_events_by_type', { ...all, group_by: 'type' })
    expect(byType.data.series.map(({ labels, value: own }) => [labels.type, own])).toEqual(
      expect.arrayContaining([
        ['UPDATE', 2],
        ['SNAPSHOT', 1],
      ]),
    )
  })

  test('again by an UPDATE without its before image once the table was truncated, whenever that is told', async () => {
    const row = { id: 1, amount: 5 }
    const insert = change('INSERT', 'emptied', 1, { after: row })
    const truncate = change('TRUNCATE', 'emptied', 3, {})
    for (const event of [insert, truncate, change('UPDATE', 'emptied', 4, { after: row })]) await ingest([event])
    expect((await value('emptied_amount_sum', all)).data.value).toBe(10)
    await ingest([change('TRUNCATE', 'emptied', 2, {}), change('UPDATE', 'emptied', 5, { after: row })])
    expect((await value('emptied_amount_sum', all)).data.value).toBe(10)
  })
})
