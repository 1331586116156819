import { type SeriesStyle, stylesByName } from './palette'

export type LinePoint = { timestamp: string; value: number | null }
export type LineSeries = {
  name: string
  points: readonly LinePoint[]
  /** Without it, that of the name's rank. */
  style?: SeriesStyle
  /** The series whose values of an earlier time these are: drawn faint, never stacked, shown and hidden with it. */
  earlier?: string
  /** The values have another unit than the others and are read at an axis of their own. */
  axis?: 'right'
  unit?: string
}
export type BandPoint = { timestamp: string; min: number | null; max: number | null; expected?: number | null }

export type LineRow = { at: number; band?: [number, number] } & Record<`v${number}` | `p${number}`, number | null>
export type PreparedSeries = SeriesStyle & { index: number; lonely: ReadonlySet<number> } & Omit<
    LineSeries,
    'points' | 'style'
  >
export type PreparedLines = {
  rows: LineRow[]
  series: PreparedSeries[]
  values: number[]
  /** Those of the axis on the right. */
  right: number[]
  whole: boolean
  empty: boolean
}

type Input = {
  series: readonly LineSeries[]
  stepMs: number
  band?: readonly BandPoint[]
  partialFrom?: string
  stacked?: boolean
  /** Steps are left out: one that is missing is no gap. */
  thinned?: boolean
  /** On a logarithmic axis only what is above zero has a place. */
  log?: boolean
}

function instants(input: Input): number[] {
  const seen = new Set<number>()
  for (const { points } of input.series) for (const point of points) seen.add(Date.parse(point.timestamp))
  if (seen.size === 0) for (const point of input.band ?? []) seen.add(Date.parse(point.timestamp))
  const sorted = [...seen].sort((a, b) => a - b)
  const filled: number[] = []
  for (const at of sorted) {
    const before = filled.at(-1)
    if (!input.thinned && before !== undefined && at - before >= input.stepMs * 1.5) filled.push(before + input.stepMs)
    filled.push(at)
  }
  return filled
}

/** Points with a gap on either side: a line would not show them, so they get a dot. */
function lonelyPoints(rows: readonly LineRow[], index: number): ReadonlySet<number> {
  const known = (row: LineRow | undefined) => (row?.[`v${index}`] ?? row?.[`p${index}`] ?? null) !== null
  const alone = rows.filter((row, n) => known(row) && !known(rows[n - 1]) && !known(rows[n + 1]))
  return new Set(alone.map(({ at }) => at))
}

/**
 * Rows for a time chart, one an instant, in time order. `v0` is the first series' value; from `partialFrom` on its value
 * is `p0` instead, which begins at the last finished value so that the two lines meet (not when stacked). A bucket that
 * is missing between two others is null, so it is drawn as a gap. A band whose steps begin elsewhere is moved to the steps
 * of the series.
 */
export function prepareLines(input: Input): PreparedLines {
  const styles = stylesByName(input.series.map(({ name }) => name))
  const rows: LineRow[] = instants(input).map((at) => ({ at }))
  const rowAt = new Map(rows.map((row) => [row.at, row]))
  const partialAt = input.partialFrom && !input.stacked ? Date.parse(input.partialFrom) : Number.POSITIVE_INFINITY
  const values: number[] = []
  const single: number[] = []
  const right: number[] = []
  const sums = { left: new Map<number, number>(), right: new Map<number, number>() }

  const series = input.series.map(({ points, style, ...own }, index): PreparedSeries => {
    const valueKey = `v${index}` as const
    const partialKey = `p${index}` as const
    for (const row of rows) row[valueKey] = null
    let last: LineRow | undefined
    for (const point of points) {
      const row = rowAt.get(Date.parse(point.timestamp))
      if (!row) continue
      const value = input.log && point.value !== null && point.value <= 0 ? null : point.value
      if (value !== null) values.push(value)
      if (input.stacked && !own.earlier) {
        const stack = sums[own.axis ?? 'left']
        stack.set(row.at, (stack.get(row.at) ?? 0) + (value ?? 0))
      } else if (value !== null) (own.axis ? right : single).push(value)
      if (own.earlier || row.at < partialAt) {
        row[valueKey] = value
        last = row
        continue
      }
      row[partialKey] = value
      if (last) last[partialKey] = last[valueKey] ?? null
      last = undefined
    }
    return { ...own, index, lonely: lonelyPoints(rows, index), ...(style ?? styles.get(own.name)!) }
  })

  const shown = [...single, ...sums.left.values()]
  right.push(...sums.right.values())
  let place = 0
  for (const { timestamp, min, max } of input.band ?? []) {
    const at = Date.parse(timestamp)
    while ((rows[place + 1]?.at ?? Number.POSITIVE_INFINITY) <= at) place++
    const row = rows[place]
    if (!row || at < row.at || (!input.thinned && at >= row.at + input.stepMs) || min === null || max === null) continue
    row.band = [min, max]
    shown.push(min, max)
  }
  return { rows, series, values: shown, right, whole: shown.every(Number.isInteger), empty: values.length === 0 }
}
