import { readCondition, writeCondition } from '@/lib/metrics/condition'
import { splitFilter } from '@/lib/metrics/filter-text'
import { type Token, tokenize } from '@/lib/metrics/formula/tokenize'
import type { Widget } from './contract'
import type { Chosen } from './variables'

const reference = /\$\{([a-z][a-z0-9_]*)\}|\$([a-z][a-z0-9_]*)/g

class UnknownVariable extends Error {}

function valuesOf(name: string, chosen: Chosen): readonly string[] {
  const values = chosen.get(name)
  if (values) return values
  const known = [...chosen.keys()].map((one) => `$${one}`).join(', ')
  throw new UnknownVariable(`There is no variable $${name}; this dashboard has ${known || 'none'}`)
}

export const namesIn = (text: string) => [...new Set([...text.matchAll(reference)].map(([, a, b]) => a ?? b ?? ''))]

/** A title or a text with the chosen values in words; what names no variable of the board stays as it is written. */
export const fillText = (text: string, chosen: Chosen): string =>
  text.replace(reference, (whole, a, b) => {
    const values = chosen.get(a ?? b)
    return values === undefined ? whole : values.length > 0 ? values.join(', ') : 'All'
  })

/** A value for each choice of what it names, or null where one of that is all. */
function fillValue(text: string, chosen: Chosen): string[] | null {
  let choices: Record<string, string>[] = [{}]
  for (const name of namesIn(text)) {
    const values = valuesOf(name, chosen)
    if (values.length === 0) return null
    choices = choices.flatMap((choice) => values.map((value) => ({ ...choice, [name]: value })))
  }
  return choices.map((choice) => text.replace(reference, (whole, a, b) => choice[a ?? b] ?? whole))
}

const escaped = (value: string) => value.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')

/** A pattern that finds any of the chosen values where it names a variable; anything for all. */
const fillPattern = (pattern: string, chosen: Chosen): string =>
  pattern.replace(reference, (_whole, a, b) => {
    const values = valuesOf(a ?? b, chosen)
    return values.length > 0 ? `(?:${values.map(escaped).join('|')})` : '.*'
  })

function readPair(pair: string) {
  try {
    return readCondition(pair)
  } catch {
    return null
  }
}

/** A filter with the chosen values as its own; a condition on a variable of which all are chosen demands nothing. */
export function fillFilter(filter: string, chosen: Chosen): string {
  if (namesIn(filter).length === 0) return filter
  return splitFilter(filter)
    .flatMap((pair) => {
      const condition = namesIn(pair).length > 0 ? readPair(pair) : null
      if (!condition) return pair
      if ('pattern' in condition)
        return writeCondition({ ...condition, pattern: fillPattern(condition.pattern, chosen) })
      const values = condition.values.map((value) => fillValue(value, chosen))
      if (values.includes(null)) return []
      return writeCondition({ ...condition, values: values.flatMap((one) => one ?? []) })
    })
    .join(',')
}

const quoted = (text: string) => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`

function fillMatcher(label: string, sign: string, value: string, chosen: Chosen): string {
  if (sign === '=~' || sign === '!~') return `${label}${sign}${quoted(fillPattern(value, chosen))}`
  const values = fillValue(value, chosen)
  return values ? values.map((one) => `${label}${sign}${quoted(one)}`).join(',') : `${label}=~".*"`
}

function readTokens(expr: string): Token[] {
  try {
    return tokenize(expr)
  } catch {
    return []
  }
}

/** The labels to group by with the chosen ones in place of variables, each once; none of a variable of which all are chosen. */
export function fillGroups(groups: string, chosen: Chosen): string {
  if (namesIn(groups).length === 0) return groups
  const labels = groups.split(',').flatMap((label) => fillValue(label.trim(), chosen) ?? [])
  return [...new Set(labels)].join(',')
}

/** A formula with the chosen values in the conditions of its metrics, where they stand in quotes: `orders{status="$status"}`. */
export function fillFormula(expr: string, chosen: Chosen): string {
  if (namesIn(expr).length === 0) return expr
  const tokens = readTokens(expr)
  let filled = expr
  for (let i = tokens.length - 1; i >= 2; i--) {
    const [label, sign, value] = [tokens[i - 2]!, tokens[i - 1]!, tokens[i]!]
    if (value.kind !== 'text' || namesIn(value.value).length === 0 || !/^(=|!=|=~|!~)$/.test(sign.text)) continue
    const matcher = fillMatcher(label.text, sign.text, value.value, chosen)
    filled = filled.slice(0, label.at) + matcher + filled.slice(value.at + value.text.length)
  }
  return filled
}

/** A widget with the chosen values in place of the variables, and what hinders that (`problem`), in words. */
export type Filled = { widget: Widget; problem: string | null }

/** The same widget where it names no variable. */
export function fillWidget(widget: Widget, chosen: Chosen): Filled {
  if (!JSON.stringify([widget.title, widget.config]).includes('$')) return { widget, problem: null }
  const { filter, group_by, text, queries } = widget.config
  const title = fillText(widget.title, chosen)
  try {
    const config = {
      ...widget.config,
      ...(text === undefined ? {} : { text: fillText(text, chosen) }),
      ...(filter === undefined ? {} : { filter: fillFilter(filter, chosen) || undefined }),
      ...(group_by === undefined ? {} : { group_by: fillGroups(group_by, chosen) }),
      ...(queries === undefined ? {} : { queries: queries.map((query) => fillQuery(query, chosen)) }),
    }
    return { widget: { ...widget, title, config }, problem: null }
  } catch (error) {
    if (error instanceof UnknownVariable) return { widget: { ...widget, title }, problem: error.message }
    throw error
  }
}

type Query = NonNullable<Widget['config']['queries']>[number]

const fillQuery = (query: Query, chosen: Chosen): Query => ({
  ...query,
  ...(query.expr === undefined ? {} : { expr: fillFormula(query.expr, chosen) }),
  ...(query.filter === undefined ? {} : { filter: fillFilter(query.filter, chosen) || undefined }),
  ...(query.group_by === undefined ? {} : { group_by: fillGroups(query.group_by, chosen) || undefined }),
})
