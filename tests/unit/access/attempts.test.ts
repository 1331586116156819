import { describe, expect, it } from 'vitest'
import { Attempts } from '@/lib/access/attempts'

describe('attempts', () => {
  it('are bounded within a window, which later attempts do not prolong', () => {
    const attempts = new Attempts({ most: 2, windowMs: 1000, keep: 10 })
    expect([0, 100, 200, 900, 1000].map((now) => attempts.take('a', now))).toEqual([0, 0, 800, 100, 0])
  })
  it('are counted a key', () => {
    const attempts = new Attempts({ most: 1, windowMs: 1000, keep: 10 })
    expect([attempts.take('a', 0), attempts.take('b', 0), attempts.take('a', 0)]).toEqual([0, 0, 1000])
  })
  it('are forgotten after a success', () => {
    const attempts = new Attempts({ most: 1, windowMs: 1000, keep: 10 })
    attempts.take('a', 0)
    attempts.forget('a')
    expect(attempts.take('a', 0)).toBe(0)
  })
  it('take no more memory than said', () => {
    const attempts = new Attempts({ most: 1, windowMs: 1000, keep: 2 })
    for (const key of ['a', 'b', 'c']) attempts.take(key, 0)
    expect([attempts.take('c', 1), attempts.take('a', 1)]).toEqual([999, 0])
  })
})
