/** Of registers that are still zero: their share `x` of all. */
function sigma(x: number): number {
  if (x === 1) return Number.POSITIVE_INFINITY
  let [power, weight, sum] = [x, 1, x]
  for (let before = Number.NaN; sum !== before; ) {
    before = sum
    power *= power
    sum += power * weight
    weight += weight
  }
  return sum
}

/** Of registers that are full: the share `x` of all that are not. */
function tau(x: number): number {
  if (x === 0 || x === 1) return 0
  let [root, weight, sum] = [x, 1, 1 - x]
  for (let before = Number.NaN; sum !== before; ) {
    before = sum
    root = Math.sqrt(root)
    weight *= 0.5
    sum -= (1 - root) ** 2 * weight
  }
  return sum / 3
}

/**
 * How many different values stand behind the ranks of a HyperLogLog, 0 to `bits` + 1 each, without bias from none to
 * 2^`bits`: no tables and no switch to linear counting.
 * Reference: Ertl, New cardinality estimation algorithms for HyperLogLog sketches (2017), algorithm 6.
 */
export function ertlEstimate(ranks: Uint8Array, bits: number): number {
  const registers = ranks.length
  const counts = new Uint32Array(bits + 2)
  for (const rank of ranks) counts[rank]! += 1
  let sum = registers * tau(1 - counts[bits + 1]! / registers)
  for (let rank = bits; rank >= 1; rank -= 1) sum = 0.5 * (sum + counts[rank]!)
  sum += registers * sigma(counts[0]! / registers)
  return registers ** 2 / (2 * Math.LN2 * sum)
}
