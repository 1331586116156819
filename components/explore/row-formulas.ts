import { readCondition } from '@/lib/metrics/condition'
import { splitFilter } from '@/lib/metrics/filter-text'
import { type ExploreQuery, queryFormula } from './explore-view'
import { placeOfError } from './formula-context'

/**
 * A row of the explorer as it is asked: the letters of other rows in its formula stand for what these ask. `places` tells
 * which part of the text stands for which part of what was written; `problem` why a letter cannot be followed.
 */
export type AskedRow = Pick<ExploreQuery, 'text' | 'groupBy'> & { places: Place[]; problem?: string }
type Place = { from: number; to: number; written: number; fixed: boolean }

const quoted = (text: string) => `"${text.replace(/[\\"]/g, '\\$&')}"`

/** The filter of a row as a formula says it: `{status="paid", channel!~"^web"}`; empty where it has none. */
function selectorOf(filter: string | undefined): string {
  const pairs = splitFilter(filter ?? '').flatMap((pair) => {
    const condition = readCondition(pair)
    const label = quoted(condition.label)
    const not = condition.negate
    if ('pattern' in condition) return [`${label}${not ? '!~' : '=~'}${quoted(condition.pattern)}`]
    return condition.values.map((value) => `${label}${not ? '!=' : '='}${quoted(value)}`)
  })
  return pairs.length > 0 ? `{${pairs.join(', ')}}` : ''
}

/** Quotes, selectors and the lists of `by`, in which no letter stands for a row; then words, with or without a dollar sign. */
const parts =
  /"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?|\{(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^}])*\}?|\bby\s*\([^)]*\)?|(?<word>\$?[\p{L}\p{N}_][\p{L}\p{M}\p{N}_]*)(?!\s*\()/gu

/** The rows that a formula names by their letters, as `A / B` or `$a / $b`, with where. */
export function lettersIn(text: string, queries: readonly Pick<ExploreQuery, 'ref'>[]) {
  return [...text.matchAll(parts)].flatMap((part) => {
    const word = part.groups?.word
    const ref = word?.replace('$', '').toLowerCase()
    if (word === undefined || !queries.some((query) => query.ref === ref)) return []
    return [{ ref: ref!, from: part.index, to: part.index + word.length }]
  })
}

/** What a row asks, as a formula that can stand in another. */
function formulaOf(query: ExploreQuery, queries: readonly ExploreQuery[], path: readonly string[]): AskedRow {
  const own = query.kind === 'metric' ? { ...askPlain(query), text: queryFormula(query) } : ask(query, queries, path)
  return { ...own, text: `(${own.text})${selectorOf(query.filter)}` }
}

const askPlain = ({ text, groupBy }: ExploreQuery): AskedRow => ({ text, places: [], ...(groupBy ? { groupBy } : {}) })

function ask(query: ExploreQuery, queries: readonly ExploreQuery[], path: readonly string[]): AskedRow {
  const named = query.kind === 'formula' ? lettersIn(query.text, queries) : []
  if (named.length === 0) return askPlain(query)
  const refuse = (problem: string): AskedRow => ({ ...askPlain(query), problem })
  const groupings = new Set<string>()
  const places: Place[] = []
  let text = ''
  let at = 0
  const keep = (until: number) => {
    places.push({ from: text.length, to: text.length + until - at, written: at, fixed: false })
    text += query.text.slice(at, until)
    at = until
  }
  const asked = named.map((one) => ({ ...one, row: queries.find(({ ref }) => ref === one.ref)! }))
  const inner = new Map<string, AskedRow>()
  for (const { ref, row } of asked) {
    const letter = ref.toUpperCase()
    if (ref === query.ref || path.includes(ref)) return refuse(`${letter} would come back to itself`)
    if (row.text.trim() === '') return refuse(`${letter} asks nothing yet`)
    if (inner.has(ref)) continue
    const found = formulaOf(row, queries, [...path, query.ref])
    if (found.problem) return refuse(found.problem)
    inner.set(ref, found)
    if (found.groupBy) groupings.add(found.groupBy)
  }
  const [shared] = groupings
  const groupBy = query.groupBy ?? (groupings.size === 1 ? shared : undefined)
  for (const { ref, from, to } of asked) {
    keep(from)
    const { text: own, groupBy: by } = inner.get(ref)!
    const put = by && groupBy === undefined ? `(${own} by (${by.split(',').map(quoted).join(', ')}))` : own
    places.push({ from: text.length, to: text.length + put.length, written: from, fixed: true })
    text += put
    at = to
  }
  keep(query.text.length)
  return { text, places, ...(groupBy ? { groupBy } : {}) }
}

/** What a row is to be asked: the letters of other rows replaced by what these ask, grouped as they are where it does not say. */
export function askedRow(query: ExploreQuery, queries: readonly ExploreQuery[]): AskedRow {
  try {
    return ask(query, queries, [])
  } catch (error) {
    return { ...askPlain(query), problem: (error as Error).message }
  }
}

/** The place in a formula as it was written for one in the text that was asked. */
function writtenPlace({ places }: AskedRow, at: number): number {
  const place = places.find(({ from, to }) => at >= from && at < to) ?? places.at(-1)
  if (!place) return at
  return place.fixed ? place.written : place.written + Math.max(0, at - place.from)
}

/** The server's words about a formula that was asked, with the place in the one that was written. */
export function writtenError(message: string, asked: AskedRow, written: string): string {
  const at = asked.places.length > 0 ? placeOfError(message, asked.text) : null
  if (at === null) return message
  const before = written.slice(0, writtenPlace(asked, at)).split('\n')
  return message.replace(/line \d+, column \d+/, `line ${before.length}, column ${before.at(-1)!.length + 1}`)
}

/** What the letters of the other rows stand for, to be chosen from. */
export const otherRows = (queries: readonly ExploreQuery[], own: string) =>
  queries.flatMap((query) =>
    query.ref === own || query.text.trim() === ''
      ? []
      : [{ letter: query.ref.toUpperCase(), name: query.kind === 'metric' ? queryFormula(query) : query.text }],
  )

/** The rows of a view as they are asked, in their own order. */
export const askedQueries = (queries: readonly ExploreQuery[]): (ExploreQuery & { asked: AskedRow })[] =>
  queries.map((query) => {
    const asked = askedRow(query, queries)
    return { ...query, text: asked.text, ...(asked.groupBy ? { groupBy: asked.groupBy } : {}), asked }
  })
