/** Counts by label values; past `most` different ones, what is new counts under `__other__`. */
export class Tally {
  readonly counts = new Map<string, number>()

  constructor(private readonly most = 200) {}

  /** `values` joined by `\n` in the order of the labels; one value stands for itself. */
  add(values: string, by = 1) {
    const known = this.counts.get(values)
    if (known !== undefined) this.counts.set(values, known + by)
    else if (this.counts.size < this.most) this.counts.set(values, by)
    else this.counts.set('__other__', (this.counts.get('__other__') ?? 0) + by)
  }
}

/** A histogram: how many values lay at or below each bound (counted apart, not yet added up), and their sum. */
export class Spread {
  readonly counts: Float64Array
  sum = 0
  count = 0

  constructor(readonly bounds: readonly number[]) {
    this.counts = new Float64Array(bounds.length)
  }

  observe(value: number) {
    this.sum += value
    this.count += 1
    for (let at = 0; at < this.bounds.length; at += 1) {
      if (value <= this.bounds[at]!) {
        this.counts[at]! += 1
        return
      }
    }
  }
}

/** Histograms by label values, bounded as a `Tally` is. */
export class Spreads {
  readonly byValues = new Map<string, Spread>()

  constructor(
    private readonly bounds: readonly number[],
    private readonly most = 200,
  ) {}

  observe(values: string, value: number) {
    let spread = this.byValues.get(values)
    if (!spread) {
      const name = this.byValues.size < this.most ? values : '__other__'
      spread = this.byValues.get(name) ?? new Spread(this.bounds)
      this.byValues.set(name, spread)
    }
    spread.observe(value)
  }
}

const seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]
const sizes = [1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000]

function createFigures() {
  return {
    /** By `method\nroute\nstatus`. */
    requests: new Tally(1000),
    /** Seconds, by `method\nroute`. */
    durations: new Spreads(seconds),
    ingestion: {
      received: 0,
      accepted: 0,
      duplicates: 0,
      ignored: 0,
      /** By the code of the reason. */
      rejected: new Tally(100),
      bodyBytes: 0,
      /** Requests that were answered 429 or 503, by cause. */
      refused: new Tally(20),
    },
    commits: { seconds: new Spread(seconds), events: new Spread(sizes), failed: 0 },
    /** Seconds of a detection pass that was not skipped. */
    detection: new Spread(seconds),
    /** Answers about closed times: found where processes share them, told anew, and kept; `repeated` by this process. */
    answers: { found: 0, told: 0, kept: 0, repeated: 0 },
    /** Values of a dimension that were counted under `__other__`, because it has as many as are kept apart. */
    otherLabels: 0,
  }
}

export type Figures = ReturnType<typeof createFigures>

const key = Symbol.for('datawatch.figures')
const holder = globalThis as { [key]?: Figures }
holder[key] ??= createFigures()

/** What this process has counted about itself since it started: plain numbers, read when /metrics is asked. */
export const figures: Figures = holder[key]
