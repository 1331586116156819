import { median } from '@/lib/stats/median'

/** One row's change of a value into another at `at`; `dwellMs` is how long it had had the one before, null where not known. */
export type Transition = { at: number; from: string; to: string; dwellMs: number | null }

/**
 * What a field of a row was from `at` on, null where it was no category or the row was not there. `era` counts how often its
 * table had been emptied by then.
 */
export type ValueVersion = { at: number; era: number; value: string | null }

/**
 * The changes of a value that a row's versions (oldest first) make. A row that is deleted or emptied away comes back as
 * another one. `begunAt`: when the row was first heard of; before its oldest version where earlier ones are gone.
 */
export function* followValue(versions: readonly ValueVersion[], begunAt: number): Generator<Transition> {
  let value: string | null = null
  let since: number | null = null
  let last: ValueVersion | undefined
  for (const version of versions) {
    const { at, era, value: now } = version
    if (last && last.era !== era) value = null
    if (now !== value) {
      if (value !== null && now !== null)
        yield { at, from: value, to: now, dwellMs: since === null ? null : at - since }
      since = !last && begunAt < at ? null : at
      value = now
    }
    last = version
  }
}

export type TransitionCount = { from: string; to: string; count: number; medianDwellSeconds: number | null }

const byName = (a: string, b: string) => (a === b ? 0 : a < b ? -1 : 1)

/** How often each value became each other one, the most frequent first, and how long the one before had lasted. */
export function countTransitions(transitions: Iterable<Transition>): TransitionCount[] {
  const pairs = new Map<string, { from: string; to: string; count: number; dwells: number[] }>()
  for (const { from, to, dwellMs } of transitions) {
    const key = JSON.stringify([from, to])
    const pair = pairs.get(key) ?? { from, to, count: 0, dwells: [] }
    pair.count += 1
    if (dwellMs !== null) pair.dwells.push(dwellMs)
    pairs.set(key, pair)
  }
  return [...pairs.values()]
    .map(({ dwells, ...pair }) => ({ ...pair, medianDwellSeconds: dwells.length > 0 ? median(dwells) / 1000 : null }))
    .sort((a, b) => b.count - a.count || byName(a.from, b.from) || byName(a.to, b.to))
}
