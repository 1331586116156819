import { localFit, type TricubeTable } from './local-fit'

/** `window` is odd and counts positions; `jump` is the distance between positions that are fitted, not interpolated. */
export type Smoothing = { window: number; degree: 0 | 1; jump: number }

/**
 * LOESS of the first `n` values of `y` into `out`, from `offset` on, without allocating: the inner part of `loess` and `stl`.
 *
 * Definition: as `loess`. Where all weights of a window are 0, the value itself.
 * Reference: Cleveland et al., J. Official Statistics 6 (1990) 3–73, §2 and §3.4.
 */
export function loessInto(
  out: Float64Array,
  offset: number,
  y: Float64Array,
  n: number,
  robustness: Float64Array | null,
  { window, degree, jump }: Smoothing,
  table: TricubeTable,
): void {
  if (n < 2) {
    out[offset] = y[0]!
    return
  }
  const step = Math.min(jump, n - 1)
  const excess = window > n ? Math.floor((window - n) / 2) : 0
  const spread = 0.001 * (n - 1)
  const half = (window - 1) >> 1
  const last = n - 1
  const latest = Math.max(0, n - window)
  let left = 0
  let right = 0
  let fitted = 0
  for (let x = 0; x < n; x += step) {
    left = Math.min(Math.max(0, x - half), latest)
    right = Math.min(left + window - 1, last)
    const fit = localFit(y, robustness, x, left, right, degree, excess, spread, table)
    out[offset + x] = Number.isNaN(fit) ? y[x]! : fit
    if (step > 1 && x > 0) interpolate(out, offset + fitted, offset + x)
    fitted = x
  }
  if (fitted === last) return
  const fit = localFit(y, robustness, last, left, right, degree, excess, spread, table)
  out[offset + last] = Number.isNaN(fit) ? y[last]! : fit
  interpolate(out, offset + fitted, offset + last)
}

function interpolate(out: Float64Array, from: number, to: number): void {
  const slope = (out[to]! - out[from]!) / (to - from)
  for (let i = from + 1; i < to; i++) out[i] = out[from]! + slope * (i - from)
}
