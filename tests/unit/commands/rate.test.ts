import { expect, test } from 'vitest'
import { rate } from '@/components/commands/rate'

test.each([
  ['a name that begins so', 'orders', ['Orders board', 'Dashboards'], 1],
  ['a name that holds it', 'amount', ['orders_amount_avg'], 0.8],
  ['words in another order', 'board orders', ['Orders board'], 0.5],
  ['what else finds it', 'dashboards', ['Sales', 'Dashboards'], 0.5],
  ['letters here and there', 'amnt', ['orders_amount_avg'], 0],
  ['one word of two', 'orders gone', ['Orders board'], 0],
  ['capitals', 'SALES', ['Sales'], 1],
])('%s', (_, typed, [name, ...others], rating) => expect(rate('id', typed, [name!, ...others])).toBe(rating))
