import { RE2JS } from 're2js'
import type { Matcher } from './routing-contract'

/** What matchers look at. */
export type Routable = {
  rule: string
  kind: string
  severity: string
  table: string | null
  metric: string | null
  owner: string | null
  source: string | null
  labels: Readonly<Record<string, string>>
}

const compiled = new Map<string, RE2JS>()

function compile(pattern: string): RE2JS {
  const known = compiled.get(pattern)
  if (known) return known
  const made = RE2JS.compile(pattern)
  if (compiled.size >= 1000) compiled.clear()
  compiled.set(pattern, made)
  return made
}

/** What is wrong with a pattern, null where nothing is. */
export function whyNotPattern({ operator, value }: Matcher): string | null {
  if (operator === '=' || operator === '!=') return null
  try {
    compile(value)
    return null
  } catch (error) {
    return (error as Error).message
  }
}

function textOf({ labels, ...fields }: Routable, label: string): string {
  if (Object.hasOwn(fields, label)) return (fields as Record<string, string | null>)[label] ?? labels[label] ?? ''
  return labels[label] ?? ''
}

function holds({ label, operator, value }: Matcher, about: Routable): boolean {
  const own = textOf(about, label)
  if (operator === '=') return own === value
  if (operator === '!=') return own !== value
  const matched = compile(value).matches(own)
  return operator === '=~' ? matched : !matched
}

/** Whether all matchers hold; what is not there is an empty text. */
export const matchesAll = (matchers: readonly Matcher[], about: Routable) =>
  matchers.every((matcher) => holds(matcher, about))

export const sameLabels = (names: readonly string[], a: Routable, b: Routable) =>
  names.every((name) => textOf(a, name) === textOf(b, name))
