import { expect, test } from 'vitest'
import { rank, rate } from '@/components/commands/rate'

test.each([
  ['a name that begins so', 'orders', ['Orders board', 'Dashboards'], 1],
  ['a name that holds it', 'amount', ['orders_amount_avg'], 0.8],
  ['words in another order', 'board orders', ['Orders board'], 0.5],
  ['what else finds it', 'dashboards', ['Sales', 'Dashboards'], 0.5],
  ['letters here and there', 'amnt', ['orders_amount_avg'], 0],
  ['one word of two', 'orders gone', ['Orders board'], 0],
  ['capitals', 'SALES', ['Sales'], 1],
])('%s', (_, typed, [name, ...others], rating) => expect(rate(typed, name!, others)).toBe(rating))

test('the best is first, and so is its group; what does not fit is left out', () => {
  const groups = [
    { title: 'Dashboards', items: [{ name: 'Sales', words: ['Dashboards'] }, { name: 'Old dashboards' }] },
    { title: 'Metrics', items: [{ name: 'orders' }] },
    { title: 'Go to', items: [{ name: 'Dashboards' }] },
  ]
  const told = rank('dashb', groups).map(({ title, items }) => `${title}: ${items.map(({ name }) => name)}`)
  expect(told).toEqual(['Go to: Dashboards', 'Dashboards: Old dashboards,Sales'])
})
