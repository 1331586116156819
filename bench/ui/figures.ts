/** The value below which a share of them lies; 0.5 is the median. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? Number.NaN
}

/** One line of the report: what was measured, what it is to be, and whether it is. */
export type Figure = { name: string; value: string; aim: string; isMet: boolean }

export function tableOf(figures: readonly Figure[]): string {
  const rows = figures.map(({ name, value, aim, isMet }) => [name, isMet ? value : `**${value}**`, aim])
  return [['figure', 'measured', 'aim'], ['---', '---', '---'], ...rows]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n')
}
