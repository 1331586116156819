import type { ColumnRole } from './contract'
import { countsCategories, discoverRole } from './discover'
import { type ShapeCounts, shapeOf, shapes } from './shape'

type Row = Record<string, unknown>

/** What one group of events says of a column: the shapes of its values, and the different words among them. */
export type Observation = { counts: ShapeCounts; words: Set<string> }

export const noCounts = (): ShapeCounts => Object.fromEntries(shapes.map((shape) => [shape, 0])) as ShapeCounts

export function addCounts(a: ShapeCounts, b: ShapeCounts): ShapeCounts {
  const sums = noCounts()
  for (const shape of shapes) sums[shape] = a[shape] + b[shape]
  return sums
}

/** More different words in a group than this say nothing more. */
const enoughWords = 1000

/** Counts the shapes of the values of each column of `rows`. */
export function observe(rows: Iterable<Row>): Map<string, Observation> {
  const columns = new Map<string, Observation>()
  for (const row of rows) {
    for (const name of Object.keys(row)) {
      let column = columns.get(name)
      if (!column) {
        column = { counts: noCounts(), words: new Set() }
        columns.set(name, column)
      }
      const value = row[name]
      const shape = shapeOf(value)
      column.counts[shape] += 1
      if ((shape === 'words' || shape === 'phrases') && column.words.size < enoughWords)
        column.words.add(value as string)
    }
  }
  return columns
}

type Known = { role: ColumnRole; counts: ShapeCounts; overflow: number; labels: ReadonlySet<string> }

/**
 * The role of a column by what was known before and what this group shows. Once values came that were not counted by
 * category (those of a text, of numbers), it never becomes categorical: they would be missing.
 */
export function judgeColumn(name: string, known: Known | undefined, seen: Observation): ColumnRole {
  const counts = known ? addCounts(known.counts, seen.counts) : seen.counts
  let distinct = known?.labels.size ?? 0
  for (const word of seen.words) if (!known?.labels.has(word)) distinct += 1
  if (seen.words.size === enoughWords) distinct = Number.POSITIVE_INFINITY
  const role = discoverRole(name, counts, distinct, known?.overflow ?? 0)
  const uncounted = known && !countsCategories(known.role) && countable.some((shape) => known.counts[shape] > 0)
  return uncounted && countsCategories(role) ? 'text' : role
}

const countable = ['words', 'phrases', 'tokens', 'flags', 'numbers', 'decimals', 'epochs', 'booleans'] as const
