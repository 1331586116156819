import { RE2JS } from 're2js'
import { nearest } from '@/lib/config/nearest'
import { AppError } from '@/lib/errors/app-error'

type Labels = Readonly<Record<string, string>>
/** One condition on one label: one of `values` (or none of them), or a pattern found in the value (or not). */
export type Condition = { label: string; negate: boolean } & ({ values: string[] } | { pattern: string })
/** What all labels of a series must fulfil. */
export type LabelFilter = ((labels: Labels) => boolean)[]

const mostConditions = 50
const mostPattern = 200

const refuse = (message: string) => new AppError('bad_request', message)

/** Throws `bad_request` naming the label that there is not, and those there are. */
export function requireLabels(labels: readonly string[], known: readonly string[], what: string) {
  const unknown = labels.find((label) => !known.includes(label))
  if (unknown === undefined) return
  const near = nearest(unknown, known)
  const hint = near === undefined ? '' : `; did you mean ${near}?`
  throw refuse(`${what}: this metric has no label ${JSON.stringify(unknown)}; it has ${known.join(', ')}${hint}`)
}

/** Reads the text in quotes that begins at `from`; answers it and where it ended, or null where it does not end. */
function readQuoted(text: string, from: number): { value: string; end: number } | null {
  let value = ''
  for (let i = from + 1; i < text.length; i++) {
    const letter = text[i]!
    if (letter === '"') return { value, end: i + 1 }
    const next = text[i + 1]
    if (letter === '\\' && (next === '"' || next === '\\')) value += text[++i]
    else value += letter
  }
  return null
}

function readWord(text: string, from: number, until: RegExp, pair: string): { value: string; end: number } {
  if (text[from] === '"') {
    const quoted = readQuoted(text, from)
    if (quoted) return quoted
    throw refuse(`filter ${JSON.stringify(pair)}: a quote is not closed`)
  }
  const length = text.slice(from).search(until)
  const end = length === -1 ? text.length : from + length
  return { value: text.slice(from, end), end }
}

const operators = [
  ['!:~', true, true],
  ['!=~', true, true],
  ['!~', true, true],
  [':~', false, true],
  ['=~', false, true],
  ['!:', true, false],
  ['!=', true, false],
  [':', false, false],
  ['=', false, false],
] as const

/** Reads `label:value`, `label!:value`, `label:a|b`, `label:~pattern` (`=` reads like `:`). Throws `bad_request`. */
export function readCondition(pair: string): Condition {
  const { value: label, end } = readWord(pair, 0, /[:=]|![:=~]/, pair)
  const operator = operators.find(([sign]) => pair.startsWith(sign, end))
  if (!operator || label === '') {
    throw refuse(
      `filter ${JSON.stringify(pair)} is not of the form label:value, label!:value, label:a|b or label:~pattern`,
    )
  }
  const [sign, negate, isPattern] = operator
  let at = end + sign.length
  if (isPattern) {
    const quoted = pair[at] === '"' ? readWord(pair, at, /$/, pair) : { value: pair.slice(at), end: pair.length }
    if (quoted.end < pair.length) throw refuse(`filter ${JSON.stringify(pair)}: nothing may follow the closing quote`)
    return { label, negate, pattern: quoted.value }
  }
  const values: string[] = []
  for (;;) {
    const { value, end: after } = readWord(pair, at, /\|/, pair)
    values.push(value)
    if (after >= pair.length) return { label, negate, values }
    if (pair[after] !== '|') throw refuse(`filter ${JSON.stringify(pair)}: nothing may follow the closing quote but |`)
    at = after + 1
  }
}

function compilePattern(pattern: string): (value: string) => boolean {
  if (pattern.length > mostPattern) {
    throw refuse(`A pattern of a filter has at most ${mostPattern} characters; this one has ${pattern.length}`)
  }
  try {
    const compiled = RE2JS.compile(pattern)
    const known = new Map<string, boolean>()
    return (value) => {
      const before = known.get(value)
      const found = before ?? compiled.matcher(value).find()
      known.set(value, found)
      return found
    }
  } catch (error) {
    throw refuse(
      `The pattern ${JSON.stringify(pattern)} of a filter is not a regular expression: ${(error as Error).message}`,
    )
  }
}

/**
 * What conditions demand together: values asked for of one label in several conditions are alternatives, everything else
 * must hold. A pattern is looked for anywhere in the value, in linear time. Throws `bad_request` naming the labels there are.
 */
export function makeFilter(conditions: readonly Condition[], known: readonly string[]): LabelFilter {
  if (conditions.length > mostConditions) throw refuse(`A filter has at most ${mostConditions} conditions`)
  const filter: LabelFilter = []
  const wanted = new Map<string, Set<string>>()
  for (const condition of conditions) {
    const { label, negate } = condition
    requireLabels([label], known, 'filter')
    if ('pattern' in condition) {
      const test = compilePattern(condition.pattern)
      filter.push((labels) => test(labels[label] ?? '') !== negate)
    } else if (negate) {
      const values = new Set(condition.values)
      filter.push((labels) => !values.has(labels[label] ?? ''))
    } else {
      const values = wanted.get(label) ?? new Set<string>()
      for (const value of condition.values) values.add(value)
      wanted.set(label, values)
    }
  }
  for (const [label, values] of wanted) filter.push((labels) => values.has(labels[label] ?? ''))
  return filter
}

export const readFilter = (pairs: readonly string[], known: readonly string[]) =>
  makeFilter(pairs.map(readCondition), known)
