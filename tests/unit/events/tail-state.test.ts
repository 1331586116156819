import { expect, test } from 'vitest'
import {
  emptyTail,
  listBound,
  newestUid,
  nextTail,
  type TailAction,
  type TailState,
} from '@/components/events/tail-state'
import type { StoredEvent } from '@/lib/events/contract'

const event = (uid: string): StoredEvent => ({
  uid,
  id: uid,
  type: 'INSERT',
  table: 'orders',
  schema: '',
  database: '',
  source: '',
  timestamp: '2026-03-01T10:00:00.000Z',
  received_at: '2026-03-01T10:00:00.000Z',
  key: null,
  before: null,
  after: {},
})
const events = (...uids: string[]) => uids.map(event)
const arrived = (...uids: string[]): TailAction => ({ kind: 'arrived', events: events(...uids) })
const base = (...uids: string[]): TailAction => ({ kind: 'base', events: events(...uids) })
const hold = (held: boolean): TailAction => ({ kind: 'hold', held })
const after = (...actions: TailAction[]) => actions.reduce<TailState>(nextTail, emptyTail)
const shown = ({ rows }: TailState) => rows.map(({ uid }) => uid).join(' ')

test.each<[string, TailAction[], string]>([
  ['what arrives goes on top, the newest first', [base('b', 'a'), arrived('c', 'd')], 'd c b a'],
  ['what is there already does not come again', [base('b', 'a'), arrived('b', 'c', 'c')], 'c b a'],
  ['what arrived before the list stands above it', [arrived('c'), base('b', 'a')], 'c b a'],
  [
    'what the list has newer than all goes on top',
    [base('b', 'a'), arrived('c'), base('e', 'c', 'b', '0')],
    'e c b a 0',
  ],
  ['a held list stands still', [base('a'), hold(true), arrived('b')], 'a'],
  [
    'let go, it has what came meanwhile',
    [base('a'), hold(true), arrived('b', 'c'), hold(false), arrived('d')],
    'd c b a',
  ],
  ['held twice is held once', [hold(true), arrived('b'), hold(true), hold(false)], 'b'],
])('%s', (_name, actions, rows) => {
  expect(shown(after(...actions))).toBe(rows)
})

test('while it is held all that comes is counted, and the newest is kept', () => {
  const many = Array.from({ length: listBound + 100 }, (_, place) => `e${String(place).padStart(4, '0')}`)
  const held = after(base('a'), hold(true), arrived(...many.slice(0, 300)), arrived(...many.slice(300)))
  expect(held).toMatchObject({ fresh: many.length, held: true })
  const free = nextTail(held, hold(false))
  expect(free.fresh).toBe(0)
  expect(free.rows.length).toBe(listBound)
  expect(free.rows[0]?.uid).toBe(many.at(-1))
})

test('a few that come are pointed out, many are not', () => {
  expect([...after(base('a'), arrived('b', 'c')).latest]).toEqual(['c', 'b'])
  expect(after(arrived(...Array.from({ length: 11 }, (_, place) => `x${place}`))).latest.size).toBe(0)
})

test('what the server skipped adds up', () => {
  expect(after({ kind: 'skipped', count: 3 }, { kind: 'skipped', count: 4 }).skipped).toBe(7)
})

test('the newest is told by its uid, wherever it stands', () => {
  expect(newestUid(events('b', 'c', 'a'))).toBe('c')
  expect(newestUid([])).toBeUndefined()
})
