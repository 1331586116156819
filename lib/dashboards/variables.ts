import { quoteFilter, splitFilter } from '@/lib/metrics/filter-text'
import { allValues } from './board-words'
import { mostValues } from './limits'
import type { BoardVariable } from './variable-contract'

/** The values that stand for each variable by name; none of them is all: nothing is left out. */
export type Chosen = ReadonlyMap<string, readonly string[]>

export const nothingChosen: Chosen = new Map()

const unquote = (text: string) =>
  text.length > 1 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1).replace(/\\(["\\])/g, '$1') : text

/** The values of a text with commas between; one that holds a comma is in quotes. */
export const splitValues = (text: string): string[] => splitFilter(text).map(unquote).slice(0, mostValues)
export const joinValues = (values: readonly string[]) => values.map(quoteFilter).join(',')

/** The values that the address names, by variable: `?var-status=paid,open`, or the parameter several times. */
export function readVariables(search: Iterable<[string, string]>): Record<string, string[]> {
  const found = new Map<string, string[]>()
  for (const [key, text] of search) {
    const name = /^var-(.+)$/.exec(key)?.[1]
    if (name) found.set(name, [...(found.get(name) ?? []), ...splitValues(text)].slice(0, mostValues))
  }
  return Object.fromEntries(found)
}

/** What stands for one variable where these values were given; its default where none were, or none that it takes. */
export function chosenOf(variable: BoardVariable, given: readonly string[] | undefined): readonly string[] {
  const { multiple, include_all, default: usual } = variable
  const taken = given ?? []
  if (include_all && taken.includes(allValues)) return []
  const values = [...new Set(taken.filter((value) => value !== allValues && value !== ''))]
  if (values.length > 0) return multiple ? values : values.slice(0, 1)
  return usual.includes(allValues) ? [] : usual
}

export const choose = (variables: readonly BoardVariable[], given: Record<string, readonly string[]>): Chosen =>
  new Map(variables.map((variable) => [variable.name, chosenOf(variable, given[variable.name])]))

/** The parameter that puts a choice into the address; null where it is the default. */
export function chosenParam(variable: BoardVariable, values: readonly string[]): string | null {
  const text = joinValues(values.length > 0 ? values : [allValues])
  const usual = chosenOf(variable, undefined)
  return text === joinValues(usual.length > 0 ? usual : [allValues]) ? null : text
}

/** A variable in words, for those who compare two versions. */
export function variableInWords({ kind, title, metric, label, options, ...rest }: BoardVariable): string {
  const { multiple, include_all, default: usual } = rest
  return [
    title ? `“${title}”` : '',
    options?.length ? `one of ${options.join(', ')}` : kind === 'free' ? 'any text' : `${label} of ${metric}`,
    multiple ? 'several at once' : '',
    include_all ? 'or all' : '',
    usual.length > 0 && !usual.includes(allValues) ? `first ${usual.join(', ')}` : '',
  ]
    .filter(Boolean)
    .join('; ')
}
