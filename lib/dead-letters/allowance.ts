/** How many dead letters, and bytes of them, may be kept in `ms`. */
export type Bound = { ms: number; letters: number; bytes: number }

type Window = Bound & { startedAt: number; usedLetters: number; usedBytes: number }

/** What may still be kept, so that a flood of poison fills no disk. Each bound counts anew when its time is over. */
export class Allowance {
  readonly #windows: Window[]

  constructor(bounds: readonly Bound[]) {
    this.#windows = bounds.map((bound) => ({ ...bound, startedAt: 0, usedLetters: 0, usedBytes: 0 }))
  }

  /** Takes one of `bytes` out of it at the time `now` (milliseconds); false where there is nothing left for it. */
  take(bytes: number, now: number): boolean {
    for (const window of this.#windows) {
      if (now - window.startedAt < window.ms && now >= window.startedAt) continue
      Object.assign(window, { startedAt: now, usedLetters: 0, usedBytes: 0 })
    }
    const fits = this.#windows.every(
      ({ letters, bytes: most, usedLetters, usedBytes }) => usedLetters < letters && usedBytes + bytes <= most,
    )
    if (!fits) return false
    for (const window of this.#windows) {
      window.usedLetters += 1
      window.usedBytes += bytes
    }
    return true
  }
}
