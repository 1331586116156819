import { describe, expect, test } from 'vitest'
import { anomaliesCsv, answersCsv, rowsCsv } from '@/components/widgets/widget-csv'
import type { Anomaly } from '@/lib/anomalies/contract'
import type { Widget } from '@/lib/dashboards/contract'
import type { Answered } from '@/lib/dashboards/prepare'
import type { StoredEvent } from '@/lib/events/contract'

const widget = (type: Widget['type'], config: Widget['config'] = {}) =>
  ({ id: 'w', type, title: 'W', metric: 'orders', config, position: { x: 0, y: 0, width: 4, height: 4 } }) as Widget
const value = (series: object[], total: number | null = 1) => ({
  metric: 'orders',
  aggregation: 'sum',
  value: total,
  series,
})
const answered = (...answers: unknown[]) => ({ from: 0, to: 1, at: 1, answers }) as unknown as Answered
const one = (labels: Record<string, string>, number: number | null) => ({ metric: 'orders', labels, value: number })

describe('what a widget was answered', () => {
  test.each([
    {
      name: 'categories, one column a label, formulas closed',
      widget: widget('bar', { group_by: 'channel,country' }),
      data: answered(
        value([one({ channel: '=cmd', country: 'DE' }, 12.5), one({ channel: '__other__', country: '' }, -3)]),
      ),
      lines: ['channel,country,value', `"'=cmd",DE,12.5`, 'Other,(empty),-3'],
    },
    {
      name: 'one figure, with that of the time before',
      widget: widget('counter'),
      data: answered(value([one({}, 7)]), value([], 5), undefined),
      lines: ['metric,value,before', 'orders,7,5'],
    },
    {
      name: 'no value is an empty field',
      widget: widget('gauge'),
      data: answered(value([one({}, null)])),
      lines: ['metric,value', 'orders,'],
    },
  ])('$name', ({ widget: own, data, lines }) => {
    expect(answersCsv(own, data, 'UTC')).toBe(lines.map((line) => `${line}\r\n`).join(''))
  })

  test('hours of the week on the clock of the zone', () => {
    const points = [{ timestamp: '2026-03-12T23:30:00Z', value: 4 }]
    const range = { metric: 'orders', step: '1h', aggregation: 'sum', series: [{ labels: {}, data_points: points }] }
    const text = answersCsv(widget('heatmap'), answered(range), 'Europe/Berlin')
    expect(text.split('\r\n')).toHaveLength(1 + 7 * 24 + 1)
    expect(text).toContain('Friday,0,4\r\n')
  })
})

test('rows keep negative amounts as numbers, parts as JSON, and compute nothing', () => {
  const event = { timestamp: '2026-03-12T14:05:00Z', type: 'UPDATE', before: null }
  const after = { amount: '-5.00', note: '-2+3', tags: ['a'], gone: null }
  expect(rowsCsv([{ ...event, after } as unknown as StoredEvent], ['amount', 'note', 'tags', 'gone'])).toBe(
    ['time,change,amount,note,tags,gone', `2026-03-12T14:05:00Z,UPDATE,-5.00,"'-2+3","[""a""]",`, ''].join('\r\n'),
  )
})

test('anomalies are lines', () => {
  const anomaly = {
    ...{ started_at: '2026-03-12T14:00:00Z', ended_at: null, severity: 'high', type: 'spike', metric_name: 'orders' },
    ...{ labels: { channel: 'web' }, value: 12, expected: { min: 1, max: 3, value: 2 }, status: 'open' },
  }
  expect(anomaliesCsv([anomaly as unknown as Anomaly])).toContain(
    '2026-03-12T14:00:00Z,,high,spike,orders,channel:web,12,2,open\r\n',
  )
})
