import { expect, test } from 'vitest'
import type { Scenario } from './scenario'

/** A test of each promise at its short size, with its figures told as they come. */
export function tryPromises(scenarios: readonly Scenario[]) {
  for (const { promise, short, obstacle, run } of scenarios) {
    test(promise, async ({ skip }) => {
      const began = performance.now()
      const log = (line: string) =>
        console.log(`${((performance.now() - began) / 1000).toFixed(0).padStart(6)} s  ${line}`)
      const reason = await obstacle?.()
      if (reason) {
        log(`not tried: ${reason}`)
        skip(reason)
      }
      const figures = await run({ scale: short, log })
      for (const { what, value } of figures) log(`${what}: ${value}`)
      expect(figures.filter(({ kept, timed }) => !kept && !timed)).toEqual([])
    })
  }
}
