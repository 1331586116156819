import { mergeAll, type readCells, readValue } from '@/lib/metrics/answer'
import type { Aggregate } from '@/lib/metrics/fold'
import type { Aggregation } from '@/lib/metrics/question-words'
import { exactSums } from './exact-sums'
import { isPercentile, natureOf } from './nature'
import type { Reading } from './scope'
import type { Windows } from './windows'

type Points = (number | null)[]
/** What is known of the samples of a series by cell. */
export type Cells = Parameters<typeof readCells>[1]
type Cell = Cells extends ReadonlyMap<number, infer C> ? C : never

/** For each number of cells up to the last, how many of those that hold samples lie before it. */
function countFilled(filled: readonly number[], cells: number): number[] {
  const counts: number[] = []
  for (let cell = 0, place = 0; cell <= cells; cell++) {
    counts.push(place)
    if (filled[place] === cell) place += 1
  }
  return counts
}

/** One series' samples by cell, read over windows of which both edges only rise. */
class Track {
  readonly #found: Cell[]
  readonly #parts: Aggregate[]
  readonly #spans: (readonly [number, number])[]

  constructor(
    cells: Cells,
    private readonly windows: Windows,
  ) {
    const filled = [...cells.keys()].sort((a, b) => a - b)
    const counts = countFilled(filled, windows.edges.length)
    this.#found = filled.map((cell) => cells.get(cell)!)
    this.#parts = this.#found as Aggregate[]
    this.#spans = windows.low.map((low, i) => [counts[low]!, counts[windows.high[i]!]!] as const)
  }

  /** What of the windows with samples within. */
  within = (by: (from: number, to: number) => number | null): Points =>
    this.#spans.map(([from, to]) => (from < to ? by(from, to) : null))

  /** What of the windows with samples within or before. */
  known = (by: (from: number, to: number) => number | null): Points =>
    this.#spans.map(([from, to]) => (to > 0 ? by(from, to) : null))

  lastOf = (to: number) => this.#parts[to - 1]!.last
  lastAtOf = (to: number) => this.#parts[to - 1]!.lastAt / 1000

  sums = () => exactSums(this.#parts.map(({ sum }) => sum.toString()))
  counts = () => exactSums(this.#parts.map(({ count }) => String(count)))

  merged = (aggregation: Aggregation) =>
    this.within((from, to) => readValue(mergeAll(this.#found.slice(from, to)), aggregation, this.windows.seconds))

  /** The largest (`sign` 1) or smallest (-1) of each window; null where it has no samples. */
  best(read: (part: Aggregate) => number, sign: 1 | -1): Points {
    const values = this.#parts.map(read)
    const queue: number[] = []
    let head = 0
    let next = 0
    return this.#spans.map(([from, to]) => {
      for (; next < to; next++) {
        while (queue.length > head && (values[queue.at(-1)!]! - values[next]!) * sign <= 0) queue.pop()
        queue.push(next)
      }
      while (head < queue.length && queue[head]! < from) head += 1
      return from < to ? values[queue[head]!]! : null
    })
  }

  /** The same of a level, which stands at its last value when a window begins. */
  bestOfLevel(read: (part: Aggregate) => number, sign: 1 | -1): Points {
    const best = this.best(read, sign)
    return this.#spans.map(([from], i) => {
      const given = [best[i] ?? null, from > 0 ? this.lastOf(from) : null].filter((value) => value !== null)
      return given.length === 0 ? null : given.reduce((a, b) => ((a - b) * sign >= 0 ? a : b))
    })
  }
}

const smallest = ({ min }: Aggregate) => min
const largest = ({ max }: Aggregate) => max

function readFlow(track: Track, reading: Reading): Points {
  switch (reading) {
    case 'sum':
      return track.within(track.sums())
    case 'avg': {
      const [sum, count] = [track.sums(), track.counts()]
      return track.within((from, to) => sum(from, to) / count(from, to))
    }
    case 'count':
      return track.within(track.counts())
    case 'min':
      return track.best(smallest, -1)
    case 'max':
      return track.best(largest, 1)
    case 'last':
      return track.within((_from, to) => track.lastOf(to))
    case 'timestamp':
      return track.within((_from, to) => track.lastAtOf(to))
    default:
      return track.within(() => 1)
  }
}

function readLevel(track: Track, reading: Reading): Points {
  switch (reading) {
    case 'instant':
    case 'last':
      return track.known((_from, to) => track.lastOf(to))
    case 'delta':
      return track.known((from, to) => (from > 0 ? track.lastOf(to) - track.lastOf(from) : null))
    case 'min':
      return track.bestOfLevel(smallest, -1)
    case 'max':
      return track.bestOfLevel(largest, 1)
    case 'avg':
      return readFlow(track, 'avg')
    case 'timestamp':
      return track.known((_from, to) => track.lastAtOf(to))
    default:
      return track.known(() => 1)
  }
}

function readCounter(track: Track, reading: Reading, aggregation: Aggregation, seconds: number): Points {
  const amounts = () => (aggregation === 'count' ? track.counts() : track.sums())
  switch (reading) {
    case 'instant': {
      const amount = amounts()
      return track.known((_from, to) => amount(0, to))
    }
    case 'increase':
    case 'delta':
      return track.known(amounts())
    case 'rate': {
      const amount = amounts()
      return track.known((from, to) => amount(from, to) / seconds)
    }
    case 'timestamp':
      return track.known((_from, to) => track.lastAtOf(to))
    default:
      return readFlow(track, reading)
  }
}

type Question = { aggregation: Aggregation; reading: Reading; windows: Windows }

/** The value of each window from a series' samples by cell; null where there is none. */
export function readWindows(cells: Cells, question: Question): Points {
  const { aggregation, reading, windows } = question
  const track = new Track(cells, windows)
  if (isPercentile(reading)) return track.merged(reading as Aggregation)
  const nature = natureOf(aggregation)
  if (nature === 'level') return readLevel(track, reading)
  if (nature === 'counter') return readCounter(track, reading, aggregation, windows.seconds)
  return reading === 'instant' ? track.merged(aggregation) : readFlow(track, reading)
}
