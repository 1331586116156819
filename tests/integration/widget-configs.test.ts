import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { create, read } from '@/tests/support/boards'
import { startRuntime } from '@/tests/support/runtime'

let runtime: Awaited<ReturnType<typeof startRuntime>>
beforeAll(async () => {
  runtime = await startRuntime()
})
afterAll(() => runtime.stop())

const made = (config: unknown, type = 'counter') =>
  create({ name: 'Looks', widgets: [{ type, title: 'W', metric: 'orders_events_total', config }] })

describe('the config of a widget', () => {
  for (const [name, type, config] of [
    ['thresholds and whether a rise is good', 'counter', { thresholds: [{ value: 1, tone: 'bad' }], rise: 'bad' }],
    ['colours and a legend', 'line_chart', { colors: { paid: 8 }, legend: 'right', fill: 'zero' }],
    ['standing stacked bars', 'bar_chart', { layout: 'vertical', stacked: true }],
    ['a pie without a hole', 'donut', { shape: 'pie' }],
    ['a range of its own', 'gauge', { range: '7d', target: 100 }],
    [
      'sorted and formatted columns',
      'table',
      { sort: { column: 'total', descending: true }, formats: { total: 'EUR' } },
    ],
  ] as const) {
    it(`201: keeps ${name}`, async () => {
      const { status, data } = await made(config, type)
      expect(status).toBe(201)
      expect((await read(data.id)).data.widgets[0]?.config).toEqual(config)
    })
  }
  for (const [name, config, where] of [
    ['a tone that is none', { thresholds: [{ value: 1, tone: 'red' }] }, 'thresholds'],
    ['a colour outside the palette', { colors: { paid: 99 } }, 'colors'],
    ['a range that is none', { range: 'soon' }, 'range'],
  ] as const) {
    it(`422: names ${name}`, async () => {
      const answer = await made(config)
      expect(answer.status).toBe(422)
      expect(JSON.stringify(answer)).toContain(where)
    })
  }
})
