import type { MetricValue } from '@/lib/metrics/contract'
import { seriesName } from './prepare'

export type Stack = { label: string; total: number; values: Record<string, number> }
const rest = '__other__'

function keep(totals: ReadonlyMap<string, number>, most: number): Set<string> {
  const names = [...totals].filter(([name]) => name !== rest).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  return new Set(names.slice(0, most).map(([name]) => name))
}

const add = (totals: Map<string, number>, name: string, value: number) =>
  totals.set(name, (totals.get(name) ?? 0) + value)

/** Categories by the first label of `group`, each in parts by the others: at most `most` and `parts`, the rest as one, last. */
export function stackRows(
  { series, metric }: MetricValue,
  group: string,
  most: number,
  parts = 8,
): { stacks: Stack[]; names: string[] } {
  const [first = '', ...others] = group.split(',')
  const known = series.flatMap(({ labels, value }) => {
    if (value === null) return []
    return [{ label: labels[first] ?? rest, part: seriesName(metric, labels, others.join(',')), value }]
  })
  const [byLabel, byPart] = [new Map<string, number>(), new Map<string, number>()]
  for (const { label, part, value } of known) {
    add(byLabel, label, Math.abs(value))
    add(byPart, part, Math.abs(value))
  }
  const [labels, names] = [keep(byLabel, most), keep(byPart, parts)]
  const stacks = new Map<string, Stack>()
  for (const row of known) {
    const label = labels.has(row.label) ? row.label : rest
    const part = names.has(row.part) ? row.part : rest
    const stack = stacks.get(label) ?? { label, total: 0, values: {} }
    stack.values[part] = (stack.values[part] ?? 0) + row.value
    stack.total += row.value
    stacks.set(label, stack)
  }
  const sorted = [...stacks.values()].sort(
    (a, b) => Number(a.label === rest) - Number(b.label === rest) || b.total - a.total,
  )
  const used = known.some(({ part }) => !names.has(part)) ? [...names, rest] : [...names]
  return { stacks: sorted, names: used }
}
