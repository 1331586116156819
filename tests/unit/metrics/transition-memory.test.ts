import { describe, expect, test } from 'vitest'
import { joinStretches, withoutStretches } from '@/lib/metrics/stretches'
import { TransitionMemory } from '@/lib/metrics/transition-memory'

const minute = 60_000
const at = (time: number) => ({ at: time, from: 'a', to: 'b', dwellMs: null })
const span = (from: number, to: number) => ({ from, to })
const minutes = (from: number, to: number) => span(from * minute, to * minute)

describe('stretches of time', () => {
  test.each([
    ['nothing is gone', [span(0, 9)], [], [span(0, 9)]],
    ['the middle is gone', [span(0, 9)], [span(3, 4)], [span(0, 3), span(4, 9)]],
    ['both ends are gone', [span(2, 9)], [span(0, 3), span(8, 20)], [span(3, 8)]],
    ['several of several', [span(0, 4), span(6, 9)], [span(1, 2), span(3, 7)], [span(0, 1), span(2, 3), span(7, 9)]],
    ['all is gone', [span(0, 4), span(6, 9)], [span(-5, 20)], []],
  ])('without others: %s', (_name, stretches, gone, left) => expect(withoutStretches(stretches, gone)).toEqual(left))

  test('are joined where they touch', () =>
    expect(joinStretches([span(5, 6), span(0, 2), span(2, 3), span(1, 3)])).toEqual([span(0, 3), span(5, 6)]))
})

describe('what is known of transitions', () => {
  test('is missing by whole minutes until it is kept', () => {
    const memory = new TransitionMemory()
    expect(memory.missing(span(90_000, 200_000))).toEqual([minutes(1, 4)])
    memory.keep(minutes(1, 4), [at(61_000), at(130_000)])
    expect(memory.missing(span(0, 300_000))).toEqual([minutes(0, 1), minutes(4, 5)])
    expect(memory.read(span(61_000, 130_000)).map((one) => one.at)).toEqual([61_000])
  })
  test('is forgotten by the minute, and from an instant on', () => {
    const memory = new TransitionMemory()
    memory.keep(
      minutes(0, 10),
      [1, 5, 6, 8].map((one) => at(one * minute)),
    )
    memory.forget([5], null)
    expect(memory.missing(minutes(0, 10))).toEqual([minutes(5, 6)])
    expect(memory.size).toBe(3)
    memory.forget([1], 8 * minute + 1)
    expect(memory.missing(minutes(0, 10))).toEqual([minutes(1, 2), minutes(5, 6), minutes(8, 10)])
    expect(memory.size).toBe(1)
  })
  test('of an empty stretch nothing is missing', () => expect(new TransitionMemory().missing(span(5, 5))).toEqual([]))
})
