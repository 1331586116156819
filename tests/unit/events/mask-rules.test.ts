import { describe, expect, test } from 'vitest'
import type { TableRule } from '@/lib/events/mask-rules'
import { masker, native, rule } from './masker'

const pseudonym = expect.stringMatching(/^hash:[0-9a-f]{16}$/)

describe('rules of the configuration', () => {
  const given = { id: 1, email: 'a@b.co', gift_note: 'hi', amount: 7, active: true }
  test.each<[string, TableRule[], Partial<Record<keyof typeof given, unknown>>]>([
    [
      'mask a column',
      [rule('customers', { mask: ['gift_note', 'active'] })],
      { gift_note: '[masked]', active: '[masked]' },
    ],
    ['hash a column', [rule('customers', { hash: ['amount'] })], { amount: pseudonym }],
    ['win over what names say', [rule('customers', { allow: ['email'] })], { email: 'a@b.co' }],
    ['may be patterns', [rule('cust*', { mask: ['gift_*', 'am?unt'] })], { gift_note: '[masked]', amount: '[masked]' }],
    ['know no case', [rule('Customers', { mask: ['GIFT_NOTE'] })], { gift_note: '[masked]' }],
    ['name a schema', [rule('public.customers', { mask: ['amount'] })], { amount: '[masked]' }],
    ['of another schema say nothing', [rule('audit.customers', { mask: ['amount'] })], {}],
    ['of another table say nothing', [rule('orders', { mask: ['amount'] })], {}],
    ['for all tables', [rule('*', { mask: ['amount'] })], { amount: '[masked]' }],
    [
      'of the table itself come before those for all',
      [rule('*', { mask: ['amount'] }), rule('customers', { allow: ['amount'] })],
      {},
    ],
    [
      'of a column itself come before patterns',
      [rule('*', { mask: ['*'], allow: ['amount', 'active', 'id'] })],
      { email: '[masked]', gift_note: '[masked]' },
    ],
    [
      'let all stay but one',
      [rule('*', { allow: ['*'], mask: ['gift_note'] })],
      { email: 'a@b.co', gift_note: '[masked]' },
    ],
    ['take a dot for a dot', [rule('*', { mask: ['amoun.'] })], {}],
  ])('%s', (_name, tables, expected) => {
    expect(masker(tables).event(native({ after: given })).after).toEqual({ ...given, email: pseudonym, ...expected })
  })
})
