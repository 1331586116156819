import { describe, expect, test } from 'vitest'
import type { TableRule } from '@/lib/events/mask-rules'
import type { Image } from '@/lib/events/native'
import { masker, rule } from './masker'

const pseudonym = expect.stringMatching(/^hash:[0-9a-f]{16}$/)

describe('a whole message', () => {
  const message = (value: unknown, tables: TableRule[] = [], keys: Image | null = null) =>
    masker(tables).message(value, { schema: '', table: 'customers' }, keys)

  test.each<[string, unknown, unknown]>([
    [
      'of the native form',
      { type: 'INSERT', after: { password: 'x', n: 1 } },
      { type: 'INSERT', after: { password: '[masked]', n: 1 } },
    ],
    [
      'in an envelope',
      { payload: { op: 'c', after: { cvv: 1 } } },
      { payload: { op: 'c', after: { cvv: '[masked]' } } },
    ],
    [
      'of names and values',
      { columns: [{ name: 'pin', value: 1 }] },
      { columns: [{ name: 'pin', value: '[masked]' }] },
    ],
    [
      'of two lists',
      { change: [{ columnnames: ['id', 'pin'], columnvalues: [1, 2], oldkeys: { keynames: ['id'], keyvalues: [1] } }] },
      {
        change: [
          { columnnames: ['id', 'pin'], columnvalues: [1, '[masked]'], oldkeys: { keynames: ['id'], keyvalues: [1] } },
        ],
      },
    ],
    [
      'of two lists that do not belong together',
      { change: [{ columnnames: ['id', 'pin', 'n'], columnvalues: [1, '2'] }] },
      { change: [{ columnnames: ['id', 'pin', 'n'], columnvalues: ['[masked]', '[masked]'] }] },
    ],
    ['that is a row itself', { id: 1, password: 'x' }, { id: 1, password: '[masked]' }],
    ['that is a text', '{"password":"x"', '{"password":"[masked]"'],
    ['that is a number', 7, 7],
    ['that is a list', [{ token: 'x' }], [{ token: '[masked]' }]],
    ['with a secret around the rows', { token: 'x', after: { n: 1 } }, { token: '[masked]', after: { n: 1 } }],
  ])('%s', (_name, given, expected) => expect(message(given)).toEqual(expected))

  test('keeps what says what it is under a rule for all columns', () => {
    const given = { type: 'INSERT', table: 'customers', key: { id: 1 }, after: { id: 1, note: 'x' } }
    const masked = message(given, [rule('*', { mask: ['*'] })], given.key)
    expect(masked).toEqual({ ...given, key: { id: pseudonym }, after: { id: pseudonym, note: '[masked]' } })
  })
})
