/** Events per second of their own time: 1 as they came, Infinity as fast as they are taken. */
export type Speed = number

const factor = /^(\d+(?:\.\d+)?)x$/

/** `realtime`, `1x`, `60x`, `max`; null where it is none of those. */
export function parseSpeed(text: string): Speed | null {
  if (text === 'max') return Number.POSITIVE_INFINITY
  if (text === 'realtime') return 1
  const speed = Number(factor.exec(text)?.[1] ?? 0)
  return speed > 0 ? speed : null
}

/** When an event of a replay is due: the first that has a time at the start, and each as much later as the speed says. */
export class Pace {
  #first: number | undefined

  constructor(
    private readonly speed: Speed,
    private readonly startedAt: number,
    first?: number,
  ) {
    this.#first = first
  }

  get first() {
    return this.#first
  }

  /** Milliseconds since 1970 when an event of this time is to be sent; in the past where it is late. */
  dueAt(at: number): number {
    this.#first ??= at
    if (this.speed === Number.POSITIVE_INFINITY) return this.startedAt
    return this.startedAt + (at - this.#first) / this.speed
  }
}
