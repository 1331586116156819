type Place = { x: number; width: number; left: number; right: number; domain: readonly [number, number] }

/** The instant below a place of a chart, `x` pixels from its left edge. */
export function timeAt({ x, width, left, right, domain: [first, last] }: Place): number {
  const share = (x - left) / Math.max(1, width - left - right)
  return first + Math.min(1, Math.max(0, share)) * (last - first)
}

const nearest = (starts: readonly number[], at: number) =>
  starts.reduce((best, start) => (Math.abs(start - at) < Math.abs(best - at) ? start : best), starts[0]!)

/** The whole steps between two instants, both included: from the start of the first to the end of the last. */
export function stepsBetween(starts: readonly number[], stepMs: number, a: number, b: number) {
  if (starts.length === 0) return null
  const [one, other] = [nearest(starts, a), nearest(starts, b)]
  const last = Math.max(one, other)
  const next = starts.find((start) => start > last) ?? last + stepMs
  return { from: Math.min(one, other), to: next }
}
