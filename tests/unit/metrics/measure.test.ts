import { LosslessNumber } from 'lossless-json'
import { describe, expect, test } from 'vitest'
import { eventTypes } from '@/lib/events/contract'
import type { ColumnRole } from '@/lib/metrics/contract'
import { measure, writtenColumns } from '@/lib/metrics/measure'

type Row = Record<string, unknown>
const update = (before: Row | null, after: Row | null) => ({ type: 'UPDATE' as const, before, after })
const big = (text: string) => new LosslessNumber(text)

describe('writtenColumns', () => {
  test.each<[string, Parameters<typeof writtenColumns>[0], Row | null, string[] | null]>([
    ['an INSERT writes all', { type: 'INSERT', before: null, after: { a: 1 } }, { a: 1 }, null],
    ['a DELETE nothing', { type: 'DELETE', before: { a: 1 }, after: null }, null, []],
    ['a SNAPSHOT nothing', { type: 'SNAPSHOT', before: null, after: { a: 1 } }, null, []],
    ['an UPDATE what differs', update({ a: 1, b: 2 }, { a: 1, b: 3 }), null, ['b']],
    ['the row known where there is no before', update(null, { a: 1, b: 3 }), { a: 1, b: 2 }, ['b']],
    ['the row known for a column that before lacks', update({ id: 1 }, { id: 1, a: 5 }), { id: 1, a: 5 }, []],
    ['before over the row known', update({ a: 5 }, { a: 5 }), { a: 4 }, []],
    ['all where nobody knows', update(null, { a: 1, b: null }), null, ['a', 'b']],
    ['a column that is new', update({ a: 1 }, { a: 1, b: 2 }), { a: 1 }, ['b']],
    ['null and left out are not the same', update({ a: null }, { a: null, b: null }), null, ['b']],
    ['null and zero are not the same', update({ a: null }, { a: 0 }), null, ['a']],
    ['a text and a number are not the same', update({ a: '1' }, { a: 1 }), null, ['a']],
    [
      'an exact number by its digits',
      update({ a: big('9007199254740993') }, { a: big('9007199254740992') }),
      null,
      ['a'],
    ],
    ['an exact number that stays', update({ a: big('9007199254740993') }, { a: big('9007199254740993') }), null, []],
    [
      'an exact number that was known as a double',
      update(null, { a: big('9007199254740992') }),
      { a: 9007199254740992 },
      [],
    ],
    [
      'objects by what they hold',
      update({ a: { x: [1] }, b: { x: [1] } }, { a: { x: [1] }, b: { x: [2] } }),
      null,
      ['b'],
    ],
    ['a list that becomes null', update({ a: [] }, { a: null }), null, ['a']],
  ])('%s', (_name, event, known, expected) => expect(writtenColumns(event, known)).toEqual(expected))
})

const roles: Record<string, ColumnRole> = {
  id: 'identifier',
  amount: 'numeric',
  status: 'categorical',
  city: 'pending',
  note: 'text',
  at: 'timestamp',
  meta: 'json',
}
const roleOf = (column: string) => roles[column] ?? 'text'
const after = { id: 1, amount: '9.90', status: 'paid', city: 'Bonn', note: 'x', at: '2026-03-01', meta: {} }
const amount = { kind: 'value', field: 'amount', label: null, value: '9.90' }
const status = { kind: 'category', field: 'status', label: 'paid', value: 1 }
const id = { kind: 'distinct', field: 'id', label: null, value: '1' }
const cities = { kind: 'distinct', field: 'city', label: null, value: 'Bonn' }
const city = { kind: 'category', field: 'city', label: 'Bonn', value: 1 }

describe('measure', () => {
  type Event = Omit<Parameters<typeof measure>[0], 'lagMs'>
  const all = (event: Event, lagMs = 0) => measure({ ...event, lagMs }, roleOf)
  const samples = (event: Event) => all(event).filter(({ kind }) => kind !== 'events' && kind !== 'lag')

  test.each(eventTypes)('%s is one event of its type', (type) =>
    expect(all({ type, after: null, written: [] })[0]).toEqual({ kind: 'events', field: '', label: type, value: 1 }),
  )

  test.each(eventTypes)('%s: what happened has a lag, what is there or was defined has none', (type) => {
    const lag = all({ type, after: null, written: [] }, 1234).filter(({ kind }) => kind === 'lag')
    const isChange = type === 'INSERT' || type === 'UPDATE' || type === 'DELETE'
    expect(lag).toEqual(isChange ? [{ kind: 'lag', field: '', label: null, value: 1.234 }] : [])
  })

  test.each<[string, Event, unknown[]]>([
    ['an INSERT writes all its values', { type: 'INSERT', after, written: null }, [id, amount, status, city, cities]],
    ['an UPDATE those it wrote', { type: 'UPDATE', after, written: ['status', 'note'] }, [status]],
    ['an UPDATE that wrote none', { type: 'UPDATE', after, written: [] }, []],
    ['a SNAPSHOT nothing', { type: 'SNAPSHOT', after, written: [] }, []],
    ['a SNAPSHOT nothing, whatever it is said to have written', { type: 'SNAPSHOT', after, written: null }, []],
    ['a DELETE nothing', { type: 'DELETE', after, written: null }, []],
    ['no value where there is none', { type: 'INSERT', after: { amount: null, status: null }, written: null }, []],
    ['no value that is no number', { type: 'INSERT', after: { amount: 'n/a' }, written: null }, []],
    ['no value beyond a double', { type: 'INSERT', after: { amount: big('1e400') }, written: null }, []],
    ['no category that is too long', { type: 'INSERT', after: { status: 'x'.repeat(65) }, written: null }, []],
    [
      'an identifier as text',
      { type: 'INSERT', after: { id: big('12345678901234567890') }, written: null },
      [{ ...id, value: '12345678901234567890' }],
    ],
    [
      'no identifier that is masked, empty or an object',
      { type: 'UPDATE', after: { id: '[masked]', city: '', at: {} }, written: null },
      [],
    ],
    [
      'zero and false count',
      { type: 'INSERT', after: { amount: 0, status: false }, written: null },
      [
        { ...amount, value: 0 },
        { ...status, label: 'false' },
      ],
    ],
  ])('%s', (_name, event, expected) => expect(samples(event)).toEqual(expected))
})
