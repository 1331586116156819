/** One thing that was measured; `kept` is false where it breaks the promise, and `timed` says that the machine has a part in it. */
export type Figure = { what: string; value: string; kept: boolean; timed?: boolean }

export type Scale = Record<string, number>
export type Log = (line: string) => void

/**
 * A promise and how it is tried. `short` fits into the tests, `full` gives the figures that are published. `obstacle` says
 * why it cannot be tried on this machine; `run` cleans up whatever becomes of it.
 */
export type Scenario<S extends Scale = Scale> = {
  name: string
  promise: string
  short: S
  full: S
  obstacle?: () => string | null | Promise<string | null>
  run(parts: { scale: S; log: Log }): Promise<Figure[]>
}

const thousands = (value: number) => (Number.isInteger(value) ? value : Number(value.toFixed(1))).toLocaleString('en')

/** A figure that is told and promises nothing. */
export const told = (what: string, value: number | string): Figure => ({
  what,
  value: typeof value === 'number' ? thousands(value) : value,
  kept: true,
})

/** A figure that has to be exactly so. */
export const exactly = (what: string, value: number, wanted: number): Figure => ({
  what,
  value: value === wanted ? thousands(value) : `${thousands(value)} (promised ${thousands(wanted)})`,
  kept: value === wanted,
})

/** A figure that may be at most so much. */
export const atMost = (what: string, value: number, most: number, unit = ''): Figure => ({
  what,
  value: `${thousands(value)}${unit} (at most ${thousands(most)}${unit})`,
  kept: value <= most,
})

/** Seconds that something may take at most: judged where speed is measured, told where the machine may be busy with anything. */
export const within = (what: string, seconds: number, most: number): Figure => ({
  ...atMost(what, seconds, most, ' s'),
  timed: true,
})

/** A list that has to be empty; what is in it is told. */
export const none = (what: string, found: readonly string[]): Figure => ({
  what,
  value:
    found.length === 0
      ? 'none'
      : `${found.slice(0, 5).join('; ')}${found.length > 5 ? ` and ${found.length - 5} more` : ''}`,
  kept: found.length === 0,
})

/** A number of which something has to have happened, or nothing was tried. */
export const atLeast = (what: string, value: number, least: number, unit = ''): Figure => ({
  what,
  value:
    value >= least ? `${thousands(value)}${unit}` : `${thousands(value)}${unit} (at least ${thousands(least)}${unit})`,
  kept: value >= least,
})

/** Says where things stand every few seconds until it is stopped. */
export function showProgress(log: Log, state: () => string) {
  const timer = setInterval(() => log(state()), 5000)
  return () => clearInterval(timer)
}
