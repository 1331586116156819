import { describe, expect, test } from 'vitest'
import { ageSteps } from '@/lib/metrics/freshness'
import { extendGrid, layGrid } from '@/lib/metrics/grid'

const minute = 60_000
const at = Date.UTC(2026, 2, 1, 10)
const events = (times: Record<number, number>) =>
  new Map(Object.entries(times).map(([step, seconds]) => [Number(step), at + seconds * 1000] as const))
/** Four steps of a minute from ten o'clock. */
const grid = layGrid({ from: at, to: at + 4 * minute }, minute, 'UTC')
const later = at + 60 * minute

const cases: [string, { own: Record<number, number>; before?: number; now?: number }, (number | null)[]][] = [
  ['the age at the end of each step', { own: { 0: 59, 1: 61, 2: 170, 3: 239.5 } }, [1, 59, 10, 0.5]],
  ['carried over steps without events', { own: { 0: 30 } }, [30, 90, 150, 210]],
  ['nothing before the first event', { own: { 2: 125 } }, [null, null, 55, 115]],
  ['what came before the interval counts', { own: { 3: 200 }, before: -60 }, [120, 180, 240, 40]],
  ['the running step is as of now, those after it have none', { own: { 1: 65 }, now: 100 }, [null, 35, null, null]],
  ['never an event', { own: {} }, [null, null, null, null]],
]

describe('ageSteps', () => {
  test.each(cases)('%s', (_name, { own, before, now }, expected) => {
    const earlier = before === undefined ? null : at + before * 1000
    const ages = ageSteps(grid, events(own), earlier, now === undefined ? later : at + now * 1000)
    expect(grid.starts.map((_, step) => ages.get(step)?.last ?? null)).toEqual(expected)
  })

  test('steps that are cut by the interval end where it does', () => {
    const cut = layGrid({ from: at + 10_000, to: at + 90_000 }, minute, 'UTC')
    const ages = ageSteps(cut, events({ 0: 20 }), null, later)
    expect([...ages.values()].map(({ last }) => last)).toEqual([40, 70])
  })

  test('steps that lead in are whole', () => {
    const led = extendGrid(grid, 1)
    expect(ageSteps(led, events({}), at - 90_000, later).get(0)?.last).toBe(90)
  })
})
