import { describe, expect, test } from 'vitest'
import type { RowTurn } from '@/lib/events/timeline'
import { measureTurn } from '@/lib/metrics/levels'

const followed = { rows: true, totals: new Set(['amount']), currents: new Set(['status']) }
const changes = (turn: Partial<RowTurn>) =>
  [...measureTurn({ at: 0, from: null, to: null, weight: 1, ...turn }, followed)].map(({ kind, label, value }) =>
    [kind, label, value].filter((part) => part !== null).join(' '),
  )
const row = { id: 1, amount: 5, status: 'new' }

describe('how a turn of a row changes levels', () => {
  test.each<[string, Partial<RowTurn>, string[]]>([
    ['a row that begins', { to: row }, ['rows INSERT 1', 'total 5', 'current new 1']],
    ['a row that ends', { from: row }, ['rows INSERT -1', 'total -5', 'current new -1']],
    ['a row that turns', { from: row, to: { ...row, amount: 7 } }, ['total -5', 'total 7']],
    ['a value that goes', { from: row, to: { ...row, amount: null, status: null } }, ['total -5', 'current new -1']],
    [
      'a number in a text',
      { from: { ...row, amount: '-1.50' }, to: { ...row, amount: '2' } },
      ['total 1.50', 'total 2'],
    ],
    ['what is no number', { from: { ...row, amount: 'n/a' }, to: row }, ['total 5']],
    [
      'one that did not happen',
      { from: row, to: { ...row, status: 'paid' }, weight: -1 },
      ['current new 1', 'current paid -1'],
    ],
    ['the same again', { from: row, to: { ...row } }, []],
  ])('%s', (_name, turn, expected) => expect(changes(turn)).toEqual(expected))
})
