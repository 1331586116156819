import { parseDuration } from '@/lib/config/duration'
import { niceStep } from '@/lib/metrics/steps'

type Span = { from: number; to: number }

const steps = ['10s', '30s', '1m', '5m', '15m', '30m', '1h', '3h', '6h', '12h', '1d', '1w']
const usualPoints = 150
const mostPoints = 2000

const fits = (stepMs: number, { from, to }: Span) => stepMs <= to - from && (to - from) / stepMs <= mostPoints

/** The steps that an interval can be cut into. */
export const stepChoices = (span: Span): string[] => steps.filter((step) => fits(parseDuration(step)!, span))

/** The step asked for, in milliseconds; a round one where none is, or where it gives fewer than one or too many points. */
export function stepOf(step: string | undefined, span: Span): { stepMs: number; refused: boolean } {
  const wanted = step === undefined ? null : parseDuration(step)
  if (wanted !== null && fits(wanted, span)) return { stepMs: wanted, refused: false }
  return { stepMs: niceStep(span.from, span.to, usualPoints), refused: wanted !== null }
}

/** The interval `factor` times as long around the same middle, not past `now`; at least a minute. */
export function stretch({ from, to }: Span, factor: number, now: number): Span {
  const length = Math.max(60_000, Math.round((to - from) * factor))
  const end = Math.min(Math.max(now, to), (from + to + length) / 2)
  return { from: Math.round(end - length), to: Math.round(end) }
}

type Extent = { first_seen: string | null; last_seen: string | null }

/** Of an interval without data: the nearest one as long that has some; null where that cannot be told. */
export function nearestWithData(span: Span, extents: readonly Extent[]): Span | null {
  const length = span.to - span.from
  const known = extents.flatMap(({ first_seen, last_seen }) =>
    first_seen && last_seen ? [{ first: Date.parse(first_seen), last: Date.parse(last_seen) }] : [],
  )
  const before = known.filter(({ last }) => last < span.from).map(({ last }) => last)
  const after = known.filter(({ first }) => first >= span.to).map(({ first }) => first)
  if (before.length + after.length < known.length || known.length === 0) return null
  const [end, start] = [Math.max(...before), Math.min(...after)]
  const minute = 60_000
  if (span.from - end <= start - span.to) {
    const to = Math.floor(end / minute + 1) * minute
    return { from: to - length, to }
  }
  const from = Math.floor(start / minute) * minute
  return { from, to: from + length }
}
