import { describe, expect, it } from 'vitest'
import type { WidgetConfig, WidgetType } from '@/lib/dashboards/contract'
import { queriesOf, withQueries } from '@/lib/dashboards/queries'
import { switchType } from '@/lib/dashboards/switch-type'

describe('switchType', () => {
  const cases: { name: string; from: WidgetType; to: WidgetType; config: WidgetConfig; is: WidgetConfig }[] = [
    {
      name: 'keeps how a metric is asked and written',
      from: 'bar',
      to: 'pie',
      config: { group_by: 'status', filter: 'channel:web', unit: 'EUR', decimals: 1, limit: 4, layout: 'vertical' },
      is: { group_by: 'status', filter: 'channel:web', unit: 'EUR', decimals: 1, limit: 4 },
    },
    {
      name: 'keeps thresholds, drops bounds and target',
      from: 'gauge',
      to: 'counter',
      config: { min: 0, max: 9, target: 5, thresholds: [{ value: 1, tone: 'bad' }] },
      is: { thresholds: [{ value: 1, tone: 'bad' }] },
    },
    {
      name: 'keeps that it is stacked, in either words',
      from: 'line',
      to: 'bar',
      config: { chart: 'stacked' },
      is: { stacked: true },
    },
    {
      name: 'asks the first of several queries',
      from: 'line',
      to: 'counter',
      config: { queries: [{ metric: 'a' }, { metric: 'b' }], scale: 'log' },
      is: { queries: [{ metric: 'a' }] },
    },
  ]
  for (const { name, from, to, config, is } of cases) {
    it(name, () => expect(switchType({ type: from, config }, to)).toEqual({ type: to, config: is }))
  }
})

describe('withQueries', () => {
  const plain = { metric: 'orders', config: { group_by: 'status', unit: 'EUR', decimals: 2 } }
  it('makes one plain metric the own one of a widget', () => {
    expect(withQueries({ metric: null, config: { decimals: 2 } }, [{ metric: 'orders', group_by: 'status' }])).toEqual({
      metric: 'orders',
      config: { decimals: 2, group_by: 'status' },
    })
  })
  it('keeps the unit that each query is read in', () => {
    const { metric, config } = withQueries(plain, [...queriesOf(plain), { expr: 'a / b', unit: 'ratio' }])
    expect(metric).toBeNull()
    expect(config.unit).toBeUndefined()
    expect(config.queries?.map(({ unit }) => unit)).toEqual(['EUR', 'ratio'])
  })
})
