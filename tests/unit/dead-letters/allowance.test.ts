import { expect, test } from 'vitest'
import { Allowance } from '@/lib/dead-letters/allowance'

const minute = 60_000
const allowance = () =>
  new Allowance([
    { ms: minute, letters: 3, bytes: 100 },
    { ms: 10 * minute, letters: 5, bytes: 1000 },
  ])
const at = Date.UTC(2026, 2, 1)

test('a number of letters is taken in a time, and then again', () => {
  const one = allowance()
  const taken = (times: number, now: number) =>
    Array.from({ length: times }, () => one.take(1, now)).filter(Boolean).length
  expect(taken(9, at)).toBe(3)
  expect(taken(9, at + minute - 1)).toBe(0)
  expect(taken(9, at + minute)).toBe(2)
  expect(taken(9, at + 9 * minute)).toBe(0)
  expect(taken(9, at + 10 * minute)).toBe(3)
})

test('bytes are bounded too, and what does not fit takes nothing', () => {
  const one = allowance()
  expect([101, 60, 60, 40].map((bytes) => one.take(bytes, at))).toEqual([false, true, false, true])
})

test('a clock that is set back begins anew', () => {
  const one = allowance()
  for (let i = 0; i < 3; i += 1) one.take(1, at)
  expect([one.take(1, at), one.take(1, at - minute)]).toEqual([false, true])
})
