import { RE2JS } from 're2js'
import { nearest } from '@/lib/config/nearest'
import { AppError } from '@/lib/errors/app-error'
import { type Condition, readCondition } from './condition'

export { type Condition, readCondition }

type Labels = Readonly<Record<string, string>>
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
