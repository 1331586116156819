import { describe, expect, it } from 'vitest'
import { widgetConfig, widgetInput } from '@/lib/dashboards/contract'

describe('widgetConfig', () => {
  it('takes what older boards hold as it is', () => {
    const old = { unit: 'EUR', decimals: 2, group_by: 'status', limit: 5, chart: 'stacked', expected: true }
    expect(widgetConfig.parse(old)).toEqual(old)
  })
  it('takes every way to look', () => {
    const config = {
      thresholds: [{ value: 10, tone: 'warning' }],
      ...{ legend: 'right', colors: { paid: 3 }, rise: 'bad', sparkline: false, target: 5, layout: 'vertical' },
      ...{ stacked: true, shape: 'pie', sort: { column: 'total', descending: true }, formats: { total: 'EUR' } },
      ...{ range: '7d', fill: 'zero' },
    }
    expect(widgetConfig.parse(config)).toEqual(config)
  })
  for (const [name, config] of Object.entries({
    'a range that is none': { range: 'soon' },
    'a range under a minute': { range: '5s' },
    'a colour outside the palette': { colors: { paid: 9 } },
    'a tone that is none': { thresholds: [{ value: 1, tone: 'red' }] },
  })) {
    it(`refuses ${name}`, () => expect(widgetConfig.safeParse(config).success).toBe(false))
  }
})

it('reads the other names of types', () => {
  const types = ['line_chart', 'bar_chart', 'pie_chart', 'donut'].map((type) => widgetInput.parse({ type }).type)
  expect(types).toEqual(['line', 'bar', 'pie', 'pie'])
})
