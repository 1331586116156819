import { expect, test } from 'vitest'
import { followsFrom, type Story } from '@/lib/anomalies/follow'

const story = (change: Partial<Story> = {}): Story => ({
  tableName: 'orders',
  rank: 2,
  type: 'missing',
  score: 0.7,
  startMs: 100,
  endMs: 200,
  ...change,
})
const orders = story({ rank: 0 })

test.each([
  { name: 'no amounts while no orders', of: story(), told: [orders], follows: true },
  { name: 'a drop of amounts in a silence of orders', of: story({ type: 'drop' }), told: [orders], follows: true },
  { name: 'while both go on', of: story({ endMs: null }), told: [story({ rank: 1, endMs: null })], follows: true },
  { name: 'nothing told', of: story(), told: [], follows: false },
  { name: 'another table', of: story(), told: [story({ rank: 0, tableName: 'payments' })], follows: false },
  { name: 'another time', of: story({ startMs: 200, endMs: null }), told: [orders], follows: false },
  { name: 'the other side', of: story({ type: 'spike' }), told: [orders], follows: false },
  { name: 'much more surprising', of: story({ score: 0.9 }), told: [orders], follows: false },
  { name: 'an average', of: story({ type: 'outlier' }), told: [orders], follows: false },
  { name: 'a line of the same rank', of: story(), told: [story()], follows: false },
])('$follows: $name', ({ of, told, follows }) => {
  expect(followsFrom(of, told)).toBe(follows)
})
