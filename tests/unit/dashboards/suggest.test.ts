import { describe, expect, it } from 'vitest'
import { suggestConfig, suggestRise } from '@/lib/dashboards/suggest'

describe('suggestRise', () => {
  for (const [name, is] of [
    ['orders_lag_seconds', 'bad'],
    ['refunds_inserts_total', 'bad'],
    ['orders_amount_sum', 'good'],
    ['orders_inserts_total', 'good'],
    ['products_stock_avg', undefined],
  ] as const) {
    it(`${name}: ${is ?? 'nobody knows'}`, () => expect(suggestRise(name)).toBe(is))
  }
})

it('says so of counters alone', () => {
  const metric = { name: 'orders_amount_sum', labels: [], unit: 'EUR' }
  expect(suggestConfig('counter', metric)).toEqual({ unit: 'EUR', rise: 'good' })
  expect(suggestConfig('gauge', metric)).toEqual({ unit: 'EUR' })
})
