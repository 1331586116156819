import type { Stack } from '@/lib/dashboards/stack'
import { type ColorChoice, chosenStyle, stylesByName } from './palette'
import type { Part } from './prepare-parts'

export type BarRow = { label: string; total: number; color?: string; part?: Part } & Record<`v${number}`, number>
export type BarSeries = { name: string; color: string | undefined }
export type Bars = { rows: BarRow[]; series: BarSeries[]; ends: number[] }

/** Each category as one bar in a colour of its own. */
export function barsOfParts(parts: readonly Part[]): Bars {
  const rows = parts.map((part) => ({
    label: part.label,
    total: part.value,
    color: part.color,
    part,
    v0: part.value,
  }))
  return { rows, series: [{ name: 'Value', color: undefined }], ends: parts.map(({ value }) => value) }
}

/** Each category as one bar of parts; `ends` are how far the bars reach, on either side of zero. */
export function barsOfStacks(stacks: readonly Stack[], names: readonly string[], colors?: ColorChoice): Bars {
  const styles = stylesByName(names)
  const rows = stacks.map(({ label, total, values }): BarRow => {
    const parts = names.map((name, index) => [`v${index}`, values[name] ?? 0] as const)
    return { label, total, ...Object.fromEntries(parts) }
  })
  const ends = stacks.flatMap(({ values }) => {
    const all = Object.values(values)
    const sum = (sign: number) => all.filter((value) => value * sign > 0).reduce((whole, value) => whole + value, 0)
    return [sum(1), sum(-1)]
  })
  const series = names.map((name) => ({ name, color: chosenStyle(name, styles.get(name)!, colors).color }))
  return { rows, series, ends }
}
