import { requireWhole } from './require-whole'

/**
 * Pseudorandom numbers from 0 to below 1 that are the same for the same whole `seed` on every machine.
 *
 * Definition: xoshiro128**, its state filled by splitmix32 from the low 32 bits of the seed; 32 bits a number.
 * Reference: Blackman and Vigna, Scrambled Linear Pseudorandom Number Generators, ACM TOMS 47 (2021) 36.
 * Example: `randomSource(1)()`
 */
export function randomSource(seed: number): () => number {
  requireWhole('randomSource', 'seed', seed, { least: Number.MIN_SAFE_INTEGER })
  let filling = seed | 0
  const fill = () => {
    filling = (filling + 0x9e3779b9) | 0
    let mixed = Math.imul(filling ^ (filling >>> 16), 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    return mixed ^ (mixed >>> 15)
  }
  let [a, b, c, d] = [fill(), fill(), fill(), fill()]
  const rotate = (x: number, by: number) => (x << by) | (x >>> (32 - by))
  return () => {
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9)
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = rotate(d, 11)
    return (result >>> 0) / 2 ** 32
  }
}
