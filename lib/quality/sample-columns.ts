type Image = Record<string, unknown>

export type Bin = { from: number; to: number; count: number }
/** A column in the newest rows: how many were looked at and had no value, some values, and how numbers spread. */
export type SampledColumn = { rows: number; nulls: number; examples: string[]; distribution: Bin[] }

const examplesShown = 5
const longest = 60
const bins = 10

function wordOf(value: unknown): string {
  const text = typeof value === 'object' ? (JSON.stringify(value) ?? '') : String(value)
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text
}

/** Numbers as such and as texts, as they are read everywhere; nothing where one is none. */
function numbersOf(values: readonly unknown[]): number[] | null {
  const numbers = values.map((value) => (typeof value === 'boolean' ? Number.NaN : Number(String(value))))
  return numbers.length > 0 && numbers.every(Number.isFinite) ? numbers : null
}

/** Counts in ten bins of equal width, between the extremes. */
export function spread(numbers: readonly number[]): Bin[] {
  const [min, max] = numbers.reduce(([low, high], one) => [Math.min(low, one), Math.max(high, one)], [
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ] as [number, number])
  if (!(max > min)) return []
  const width = (max - min) / bins
  const counts = Array<number>(bins).fill(0)
  for (const one of numbers) counts[Math.min(bins - 1, Math.floor((one - min) / width))]! += 1
  return counts.map((count, at) => ({ from: min + at * width, to: min + (at + 1) * width, count }))
}

/** What the newest rows of a table have in each column; `rows` are their images, the newest first. */
export function sampleColumns(rows: readonly Image[]): Map<string, SampledColumn> {
  const values = new Map<string, unknown[]>()
  for (const row of rows)
    for (const [name, value] of Object.entries(row)) {
      const own = values.get(name) ?? []
      own.push(value)
      values.set(name, own)
    }
  return new Map(
    [...values].map(([name, all]) => {
      const known = all.filter((value) => value !== null && value !== undefined)
      const numbers = numbersOf(known)
      const examples = [...new Set(known.map(wordOf))].slice(0, examplesShown)
      const distribution = numbers && new Set(numbers).size > 2 ? spread(numbers) : []
      return [name, { rows: all.length, nulls: all.length - known.length, examples, distribution }]
    }),
  )
}
