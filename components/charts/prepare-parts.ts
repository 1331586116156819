import { type ColorChoice, chosenStyle, otherLabel, stylesByName } from './palette'

export type PartRow = { label: string; value: number | null }
export type Part = { label: string; value: number; share: number; color: string; merged: number }

/**
 * Categories by value, largest first, each with its share of the whole; beyond `limit` they become one `__other__`
 * (`merged` says of how many). Without a value a category is left out; `share` counts sizes, so it never exceeds one.
 */
export function prepareParts(
  rows: readonly PartRow[],
  limit = 12,
  colors?: ColorChoice,
): { parts: Part[]; total: number } {
  const known = rows.flatMap(({ label, value }) => (value === null ? [] : [{ label, value }]))
  const sorted = known.sort(
    (a, b) =>
      Number(a.label === otherLabel) - Number(b.label === otherLabel) ||
      b.value - a.value ||
      (a.label < b.label ? -1 : 1),
  )
  const kept = sorted.length > limit ? sorted.slice(0, limit - 1).filter(({ label }) => label !== otherLabel) : sorted
  const rest = sorted.slice(kept.length)
  const shown = kept.map((row) => ({ ...row, merged: 1 }))
  if (rest.length > 0) {
    shown.push({ label: otherLabel, value: rest.reduce((sum, { value }) => sum + value, 0), merged: rest.length })
  }
  const size = shown.reduce((sum, { value }) => sum + Math.abs(value), 0)
  const styles = stylesByName(shown.map(({ label }) => label))
  const parts = shown.map((row) => ({
    ...row,
    share: size === 0 ? 0 : Math.abs(row.value) / size,
    color: chosenStyle(row.label, styles.get(row.label)!, colors).color,
  }))
  return { parts, total: shown.reduce((sum, { value }) => sum + value, 0) }
}
