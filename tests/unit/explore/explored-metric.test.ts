import { expect, test } from 'vitest'
import { readExplore, writeExplore } from '@/components/explore/explore-view'
import { watchedMetric } from '@/components/explore/explored-metric'

test.each([
  ['one metric', 'a=orders', 'orders'],
  ['beside a hidden row and one without a metric', 'a=orders&b=users&b.off=1', 'orders'],
  ['two metrics', 'a=orders&b=users', undefined],
  ['a formula', 'a.expr=orders*2', undefined],
  ['read otherwise', 'a=orders&a.agg=max', undefined],
  ['in groups', 'a=orders&a.by=status', undefined],
  ['a part of it', 'a=orders&a.where=status:paid', undefined],
  ['transformed', 'a=orders&a.as=cumulative', undefined],
  ['nothing', '', undefined],
])('watchedMetric: %s', (_, search, metric) => {
  expect(watchedMetric(readExplore(new URLSearchParams(search)).queries)).toBe(metric)
})

test('whether what is expected is drawn is in the address', () => {
  const off = readExplore(new URLSearchParams('a=orders&expected=off'))
  expect(off.expected).toBe(false)
  expect(writeExplore(off).toString()).toBe('a=orders&expected=off')
  expect(readExplore(new URLSearchParams('a=orders&expected=maybe')).expected).toBeUndefined()
})
