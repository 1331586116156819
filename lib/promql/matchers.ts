import { RE2JS } from 're2js'
import type { Labels } from './labels'
import { type Matcher, refuseAt } from './syntax'

const mostPattern = 2000

export type Matches = (labels: Labels) => boolean

function compile(pattern: string, what: string): (value: string) => boolean {
  const refuse = (why: string) => refuseAt('', 0, `${what}: ${why}`)
  if (pattern.length > mostPattern) throw refuse(`a pattern has at most ${mostPattern} characters`)
  try {
    const compiled = RE2JS.compile(pattern, RE2JS.DOTALL)
    const known = new Map<string, boolean>()
    return (value) => {
      const found = known.get(value) ?? compiled.matches(value)
      known.set(value, found)
      return found
    }
  } catch (error) {
    throw refuse(`error parsing regexp: ${(error as Error).message}`)
  }
}

/** What one condition says of a label's value; patterns match the whole value, in linear time. Throws `bad_request`. */
export function compileMatcher({ name, op, value }: Matcher): (value: string) => boolean {
  if (op === '=') return (given) => given === value
  if (op === '!=') return (given) => given !== value
  const test = compile(value, `${name}${op}${JSON.stringify(value)}`)
  return op === '=~' ? test : (given) => !test(given)
}

/** What all conditions say of a series; a label that it has not is empty. */
export function compileMatchers(matchers: readonly Matcher[]): Matches {
  const tests = matchers.map((matcher) => ({ name: matcher.name, test: compileMatcher(matcher) }))
  return (labels) => tests.every(({ name, test }) => test(labels[name] ?? ''))
}

/** Whether conditions leave any series out by what it has: those that all hold for the empty text ask for everything. */
export const asksForSomething = (matchers: readonly Matcher[]): boolean =>
  matchers.some((matcher) => !compileMatcher(matcher)(''))
