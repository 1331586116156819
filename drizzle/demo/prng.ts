const mix = (state: number, value: number) => {
  const mixed = Math.imul(state ^ value, 0x9e3779b1)
  return mixed ^ (mixed >>> 15)
}

/** 32 bits over the parts: texts by character, numbers by both halves of their thousandths. */
function hash(parts: readonly (string | number)[]): number {
  let state = 0x811c9dc5
  for (const part of parts) {
    if (typeof part === 'number') {
      const whole = Math.round(part * 1000)
      state = mix(mix(state, whole | 0), Math.floor(whole / 4_294_967_296))
    } else for (let place = 0; place < part.length; place += 1) state = mix(state, part.charCodeAt(place))
    state = mix(state, 0x1f)
  }
  return state >>> 0
}

/** A stream of numbers from 0 to below 1 that depends on its parts alone (mulberry32). */
export function createRandom(...parts: (string | number)[]): () => number {
  let state = hash(parts)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

export const between = (random: () => number, from: number, to: number) => from + random() * (to - from)

/** One of the items, each as likely as its weight. */
export function pick<T>(random: () => number, weighted: readonly (readonly [item: T, weight: number])[]): T {
  const total = weighted.reduce((sum, [, weight]) => sum + weight, 0)
  let left = random() * total
  for (const [item, weight] of weighted) {
    left -= weight
    if (left < 0) return item
  }
  return weighted[weighted.length - 1]![0]
}

/** A Poisson count by Knuth's method; `mean` is small. */
export function poisson(random: () => number, mean: number): number {
  const limit = Math.exp(-mean)
  let count = 0
  for (let product = random(); product > limit; product *= random()) count += 1
  return count
}
