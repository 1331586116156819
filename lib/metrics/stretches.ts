import type { Interval } from './grid'

/** Stretches of time [from, to), ascending and apart. */
export type Stretches = readonly Interval[]

/** What of `stretches` lies outside of `gone`; both are ascending and apart. */
export function withoutStretches(stretches: Stretches, gone: Stretches): Interval[] {
  const left: Interval[] = []
  let place = 0
  for (const { from, to } of stretches) {
    let at = from
    while (place < gone.length && gone[place]!.to <= at) place += 1
    for (let i = place; i < gone.length && gone[i]!.from < to; i += 1) {
      if (gone[i]!.from > at) left.push({ from: at, to: gone[i]!.from })
      at = Math.max(at, gone[i]!.to)
    }
    if (at < to) left.push({ from: at, to })
  }
  return left
}

/** Stretches in any order put together where they touch. */
export function joinStretches(stretches: Stretches): Interval[] {
  const joined: Interval[] = []
  for (const { from, to } of [...stretches].sort((a, b) => a.from - b.from)) {
    const last = joined.at(-1)
    if (last && from <= last.to) last.to = Math.max(last.to, to)
    else joined.push({ from, to })
  }
  return joined
}
