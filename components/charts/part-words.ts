import type { ChartData } from './chart-frame'
import { formatValue } from './format'
import { displayName } from './palette'
import type { Part } from './prepare-parts'

type Say = (value: number) => string

/** What a tooltip says of one category. */
export function partEntries(part: Part, say: Say) {
  const entries = [
    { name: 'Value', value: say(part.value), color: part.color },
    { name: 'Share', value: formatValue(part.share, 'ratio') },
  ]
  return part.merged > 1 ? [...entries, { name: 'Categories', value: String(part.merged) }] : entries
}

/** The categories of a chart in words and figures. */
export const partsTable = (parts: readonly Part[], say: Say): ChartData => ({
  columns: ['Category', 'Value', 'Share'],
  rows: parts.map((part) => [displayName(part.label), say(part.value), formatValue(part.share, 'ratio')]),
  total: parts.length,
})
