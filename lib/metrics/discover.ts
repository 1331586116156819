import { hintOf, type NameHint } from './column-name'
import type { ColumnRole } from './contract'
import { type Shape, type ShapeCounts, shapes } from './shape'

/** Values of one dimension that are kept apart; the rest is counted under `__other__`. */
export const maxCategories = 100
export const otherCategory = '__other__'

const most = 0.95
/** From so many values on, a column is what they show, whatever it is called. */
const enough = 20

/**
 * What a column is, from its name and the shapes of the values seen so far.
 * The counts only add up, so the order in which values came makes no difference.
 * `distinct` is the number of different words kept apart, `overflow` how many values came after those were full.
 */
export function discoverRole(name: string, counts: ShapeCounts, distinct: number, overflow: number): ColumnRole {
  const hint = hintOf(name)
  const seen = shapes.reduce((sum, shape) => sum + (shape === 'nulls' ? 0 : counts[shape]), 0)
  const mostly = (...of: Shape[]) => seen > 0 && of.reduce((sum, shape) => sum + counts[shape], 0) >= seen * most
  if (seen === 0) return hint === 'identifier' ? 'identifier' : 'pending'
  if (counts.objects + counts.jsons > seen / 2) return 'json'
  if (mostly('booleans')) return 'categorical'
  if (mostly('times')) return hint === 'version' ? 'categorical' : 'timestamp'
  if (hint === 'identifier') return 'identifier'
  if (mostly('flags', 'numbers', 'decimals', 'epochs')) return roleOfNumbers(hint, counts, seen, overflow)
  if (hint === 'time') return 'timestamp'
  if (hint === 'text' || hint === 'texts') return 'text'
  if (mostly('uuids', 'tokens')) return 'identifier'
  if (counts.texts > seen / 2) return 'text'
  if (hint === 'category' || hint === 'ordinal' || hint === 'version' || hint === 'flag') return 'categorical'
  const kept = seen - overflow
  if (overflow > seen / 2 || (distinct >= 50 && distinct > kept / 2)) return 'text'
  if (seen < enough) return 'pending'
  if (distinct <= seen / 5) return 'categorical'
  if (hint === 'code' && distinct > kept / 2) return 'identifier'
  return counts.phrases > seen / 2 && distinct > kept / 2 ? 'text' : 'pending'
}

/** Names of whole numbers that are not summed; fractions under them may be. */
const wholeNames: Partial<Record<Exclude<NameHint, null>, ColumnRole>> = {
  entity: 'identifier',
  version: 'identifier',
  ordinal: 'categorical',
  code: 'categorical',
}

function roleOfNumbers(hint: NameHint, counts: ShapeCounts, seen: number, overflow: number): ColumnRole {
  const { flags, decimals, epochs } = counts
  if (hint === 'text') return 'text'
  const flagged = flags === seen
  if (flagged && hint === 'flag') return 'categorical'
  if (flagged && (hint === null || hint === 'time')) return seen < enough ? 'pending' : 'categorical'
  if (hint === 'time' || (hint !== 'measure' && epochs >= seen * most)) return 'timestamp'
  const whole = hint && wholeNames[hint]
  if (!whole || decimals > seen / 2) return hint === 'version' ? 'categorical' : 'numeric'
  return whole === 'categorical' && overflow > seen / 2 ? 'identifier' : whole
}

/** Whether values of the column are counted by category; a pending one is, so that nothing is missed if it turns out to be one. */
export const countsCategories = (role: ColumnRole) => role === 'categorical' || role === 'pending'

/** Names of columns that may turn out to be identifiers after they were taken for numbers or categories. */
const mayIdentify = new Set<NameHint>(['entity', 'code', 'version'])

/** Whether the different values of a column are counted: of identifiers, and of what may yet turn out to be one. */
export function countsDistinct(name: string, role: ColumnRole): boolean {
  if (role === 'identifier' || role === 'pending') return true
  return (role === 'numeric' || role === 'categorical') && mayIdentify.has(hintOf(name))
}

/**
 * Whether the numbers among a column's values are summed: of every column that may yet turn out to be numeric, so that
 * nothing is missed if it does. One that its name calls an identifier, a time or a text does not.
 */
export function sumsNumbers(name: string, role: ColumnRole): boolean {
  const hint = hintOf(name)
  return role === 'numeric' || (hint !== 'identifier' && hint !== 'time' && hint !== 'text' && hint !== 'version')
}
