import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { flapping, type Instance, type Observation, type Policy, quiet, step } from '@/lib/alerts/lifecycle'

const minute = 60_000
const bad: Observation = { kind: 'value', breached: true, recovered: false }
const good: Observation = { kind: 'value', breached: false, recovered: true }
const between: Observation = { kind: 'value', breached: false, recovered: false }
const none: Observation = { kind: 'no_data' }
const broken: Observation = { kind: 'error' }
const at = (minutes: number) => minutes * minute
const policy = (more: Partial<Policy> = {}): Policy => ({ forMs: 0, noData: 'ok', onError: 'keep', ...more })

function run(seen: readonly Observation[], rules: Policy) {
  let instance = quiet(0)
  return seen.map((observation, index) => {
    const next = step(instance, observation, rules, at(index))
    instance = next.instance
    return `${next.instance.state}${next.move ? ` ${next.move}` : ''}`
  })
}

describe('the states of a series', () => {
  const firing = 'firing opened'
  const over = 'ok resolved'
  test.each<[string, Observation[], Policy, string[]]>([
    ['fires at once and is over at once', [good, bad, bad, good], policy(), ['ok', firing, 'firing', over]],
    [
      'waits for as long as it must last',
      [bad, bad, bad, good],
      policy({ forMs: at(2) }),
      ['pending', 'pending', firing, over],
    ],
    [
      'begins anew where it did not last',
      [bad, good, bad, bad],
      policy({ forMs: at(1) }),
      ['pending', 'ok', 'pending', firing],
    ],
    [
      'stays between two thresholds what it is',
      [between, bad, between, between, good],
      policy(),
      ['ok', firing, 'firing', 'firing', over],
    ],
    [
      'does not ripen between two thresholds',
      [bad, between, bad],
      policy({ forMs: at(1) }),
      ['pending', 'ok', 'pending'],
    ],
    ['is over without data', [bad, none], policy(), [firing, over]],
    [
      'keeps what it is without data',
      [bad, none, good, none],
      policy({ noData: 'keep' }),
      [firing, 'firing', over, 'ok'],
    ],
    [
      'ripens without data that keep',
      [bad, none, bad],
      policy({ forMs: at(2), noData: 'keep' }),
      ['pending', 'pending', firing],
    ],
    ['fires without data', [good, none, none, good], policy({ noData: 'fire' }), ['ok', firing, 'firing', over]],
    ['keeps what it is where it cannot be read', [bad, broken, good], policy(), [firing, 'firing', over]],
    ['fires where it cannot be read', [broken], policy({ onError: 'fire' }), [firing]],
  ])('%s', (_name, seen, rules, states) => {
    expect(run(seen, rules)).toEqual(states)
  })

  test('one that comes and goes is flapping from its fourth start, and over after a quarter of an hour of quiet', () => {
    const seen = [bad, good, bad, good, bad, good, bad, good, bad, ...Array<Observation>(17).fill(good)]
    const states = run(seen, policy())
    expect(states.slice(0, 9)).toEqual([
      firing,
      over,
      firing,
      over,
      firing,
      over,
      'firing flapping',
      'firing',
      'firing',
    ])
    expect(states.slice(9, 24).every((state) => state === 'firing')).toBe(true)
    expect(states[24]).toBe(over)
  })

  test('a look at what is not over yet only makes things worse', () => {
    const fired = step(quiet(0), bad, policy(), 0).instance
    expect(step(fired, good, policy(), at(1), true)).toEqual({ instance: fired, move: null })
    const waiting = step(quiet(0), bad, policy({ forMs: at(5) }), 0).instance
    expect(step(waiting, good, policy({ forMs: at(5) }), at(1), true).instance.state).toBe('pending')
    expect(step(quiet(0), bad, policy(), at(1), true).move).toBe('opened')
  })
})

const observation = fc.constantFrom(bad, good, between, none, broken)
const anyPolicy = fc.record({
  forMs: fc.integer({ min: 0, max: 5 }).map(at),
  noData: fc.constantFrom('ok', 'keep', 'fire'),
  onError: fc.constantFrom('ok', 'keep', 'fire'),
} as const)

test('whatever is seen: what opens ends before it opens again, no sooner than it must last, and never more often than flapping allows', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(observation, fc.boolean()), { maxLength: 200 }), anyPolicy, (seen, rules) => {
      let instance: Instance = quiet(0)
      let open = false
      let breachedSince: number | null = null
      const opened: number[] = []
      seen.forEach(([one, early], index) => {
        const now = at(index)
        const next = step(instance, one, rules, now, early)
        if (next.move === 'opened' || next.move === 'flapping') {
          expect(open).toBe(false)
          open = true
          opened.push(now)
          expect(now - next.instance.since).toBeGreaterThanOrEqual(rules.forMs)
        }
        if (next.move === 'resolved') {
          expect(open).toBe(true)
          open = false
        }
        expect(next.instance.state === 'firing').toBe(open)
        breachedSince = next.instance.state === 'ok' ? null : (breachedSince ?? now)
        instance = next.instance
      })
      const within = (from: number) => opened.filter((one) => one >= from && one < from + flapping.calmMs).length
      for (const one of opened) expect(within(one)).toBeLessThanOrEqual(flapping.starts)
    }),
    { numRuns: 300 },
  )
})
