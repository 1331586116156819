import type { Band } from './detector/band'

const unknown: Band = { min: null, max: null, value: null }

/**
 * The band of a span from those of its parts, each told from what was before it, so that what they miss is independent: sums add
 * up and their reaches do by squares. With `weights` (samples) it is that of a mean. Unknown where a part is.
 */
export function joinBands(parts: readonly Band[], weights?: ArrayLike<number>): Band {
  let [middle, below, above, weight] = [0, 0, 0, 0]
  for (const [at, { value, min, max }] of parts.entries()) {
    const share = weights ? weights[at]! : 1
    if (share === 0) continue
    if (value === null || min === null || max === null) return unknown
    middle += share * value
    below += (share * (value - min)) ** 2
    above += (share * (max - value)) ** 2
    weight += share
  }
  if (weight === 0) return unknown
  const scale = weights ? weight : 1
  const [value, down, up] = [middle / scale, Math.sqrt(below) / scale, Math.sqrt(above) / scale]
  return { value, min: value - down, max: value + up }
}
