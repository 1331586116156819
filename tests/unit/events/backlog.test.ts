import { expect, test } from 'vitest'
import type { Arrival } from '@/lib/events/arrival'
import { Backlog } from '@/lib/events/backlog'
import { Recent } from '@/lib/events/recent'

const arrival = (uid: string, length = 10): Arrival => ({
  uid,
  table: 'orders',
  schema: 'public',
  type: 'INSERT',
  text: uid.padEnd(length, '.'),
  id: uid,
  images: [],
})
const several = (...uids: string[]) => uids.map((uid) => arrival(uid))
const skipped = (count: number) => `event: skipped\ndata: {"count":${count}}\n\n`
const of = (text: string) => text.split(/\.+/).filter(Boolean)

test.each<[string, Arrival[][], string[]]>([
  ['what fits stays, in its order', [several('a', 'b'), several('c')], ['a', 'b', 'c']],
  ['too many push out the oldest', [several('a', 'b', 'c'), several('d', 'e')], [`${skipped(1)}b`, 'c', 'd', 'e']],
  ['too long push out as many as it takes', [several('a', 'b'), [arrival('c', 45)]], [`${skipped(2)}c`]],
  ['one that is longer than all is kept alone', [several('a'), [arrival('b', 500)]], [`${skipped(1)}b`]],
])('%s', (_name, groups, text) => {
  const backlog = new Backlog({ events: 4, characters: 50 })
  for (const group of groups) backlog.add(group)
  expect(of(backlog.take(10_000))).toEqual(text)
  expect(backlog.isEmpty).toBe(true)
})

test('it is taken a part at a time, and the room is free again', () => {
  const backlog = new Backlog({ events: 4, characters: 50 })
  backlog.add(several('a', 'b', 'c', 'd'))
  expect(of(backlog.take(15))).toEqual(['a', 'b'])
  backlog.add(several('e', 'f'))
  expect(of(backlog.take(100))).toEqual(['c', 'd', 'e', 'f'])
  backlog.add(several('g'))
  expect(backlog.take(1)).toBe('g.........')
})

test('what was skipped elsewhere is told once, also where nothing else waits', () => {
  const backlog = new Backlog({ events: 4, characters: 50 })
  backlog.skip(3)
  backlog.skip(4)
  expect(backlog.isEmpty).toBe(false)
  expect(backlog.take(100)).toBe(skipped(7))
  expect(backlog.isEmpty).toBe(true)
})

const kept = (recent: Recent, uid: string) => recent.after(uid)?.map((one) => one.uid)

test('the newest events are found again after the one that was received last, while they are kept', () => {
  const recent = new Recent({ events: 3, characters: 50 })
  recent.add(several('a', 'b'))
  expect(kept(recent, 'a')).toEqual(['b'])
  expect(kept(recent, 'b')).toEqual([])
  recent.add(several('c', 'd'))
  expect(kept(recent, 'a')).toBeUndefined()
  expect(kept(recent, 'b')).toEqual(['c', 'd'])
  recent.add([arrival('e', 45)])
  expect(kept(recent, 'd')).toBeUndefined()
  recent.add([arrival('f', 500)])
  expect(kept(recent, 'f')).toBeUndefined()
})
