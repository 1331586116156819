import { readFileSync } from 'node:fs'
import { expect } from 'vitest'

export type Written = number | 'Infinity' | '-Infinity'

/** A file of tests/golden, whose shape the caller knows. */
export const golden = <Shape>(name: string): Shape =>
  JSON.parse(readFileSync(new URL(`../../golden/${name}.json`, import.meta.url), 'utf8'))

/** Equal to `tolerance`, relative to the reference or, where that is larger, to `magnitude`. */
export function expectClose(actual: number, written: Written, tolerance: number, magnitude = 0): void {
  const reference = Number(written)
  const most = Number.isFinite(reference) ? tolerance * Math.max(Math.abs(reference), magnitude) : 0
  if (actual !== reference)
    expect(Math.abs(actual - reference), `${actual} against ${reference}`).toBeLessThanOrEqual(most)
}

/** Every value equal to `tolerance`, relative to the largest of the reference. */
export function expectAllClose(actual: ArrayLike<number>, reference: readonly number[], tolerance: number): void {
  expect(actual.length).toBe(reference.length)
  const largest = reference.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  let worst = 0
  for (let i = 0; i < reference.length; i++) worst = Math.max(worst, Math.abs(actual[i]! - reference[i]!))
  expect(worst / largest).toBeLessThanOrEqual(tolerance)
}
