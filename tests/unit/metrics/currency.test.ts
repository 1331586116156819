import { expect, test } from 'vitest'
import { currencyOf } from '@/lib/metrics/currency'

const column = (field: string, ...values: string[]) => ({ field, values })

test.each([
  ['one for all', [column('status', 'paid'), column('currency', 'EUR')], 'EUR'],
  ['under a longer name', [column('invoice_currency_code', 'CHF')], 'CHF'],
  ['several', [column('currency', 'EUR', 'USD')], null],
  ['no code', [column('currency', 'euro')], null],
  ['none seen yet', [column('currency')], null],
  ['no such column', [column('current', 'EUR')], null],
])('currencyOf: %s', (_, columns, expected) => expect(currencyOf(columns)).toBe(expected))
