import { joinLines, type Line } from '@/lib/promql/line'
import { compileMatchers } from '@/lib/promql/matchers'
import type { Ask, Scope } from '@/lib/promql/scope'

/** A series of samples a minute apart; null where there is none. */
export type PlainSeries = { labels: Record<string, string>; values: (number | null)[] }

const lookbackMs = 300_000

/** Reads plain samples as Prometheus does: the newest of the last five minutes. */
export function plainReader(series: readonly PlainSeries[], startMs: number): Scope['read'] {
  const newest = (values: PlainSeries['values'], end: number) => {
    for (let i = Math.min(values.length - 1, Math.floor((end - startMs) / 60_000)); i >= 0; i--) {
      const at = startMs + i * 60_000
      if (at <= end - lookbackMs) return null
      const value = values[i]
      if (value !== null && value !== undefined) return { at, value }
    }
    return null
  }
  return async ({ matchers, ends, reading }: Ask): Promise<Line[]> => {
    const matches = compileMatchers(matchers)
    if (reading !== 'instant' && reading !== 'timestamp') throw new Error(`plain samples know no ${reading}`)
    return joinLines(
      series
        .filter(({ labels }) => matches(labels))
        .map(({ labels, values }) => {
          const found = ends.map((end) => newest(values, end))
          const read = (one: (typeof found)[number]) => one && (reading === 'instant' ? one.value : one.at / 1000)
          return { labels, points: found.map(read) }
        }),
    )
  }
}

/** What an expression is computed in, without a bound. */
export const plainScope = (text: string, times: number[], read: Scope['read']): Scope => ({
  text,
  times,
  query: { start: times[0]!, end: times.at(-1)! },
  lookbackMs,
  read,
  spend: () => {},
  settle: async () => {},
})
