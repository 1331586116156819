import { AppError } from '@/lib/errors/app-error'
import { quoteFilter } from './filter-text'

/** One condition on one label: one of `values` (or none of them), or a pattern found in the value (or not). */
export type Condition = { label: string; negate: boolean } & ({ values: string[] } | { pattern: string })

const refuse = (message: string) => new AppError('bad_request', message)

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

/** The text that reads back as the condition. */
export function writeCondition(condition: Condition): string {
  const not = condition.negate ? '!' : ''
  if ('pattern' in condition) {
    const { pattern } = condition
    const plain = !/[",]/.test(pattern)
    const text = plain ? pattern : `"${pattern.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
    return `${quoteFilter(condition.label)}${not}:~${text}`
  }
  return `${quoteFilter(condition.label)}${not}:${condition.values.map(quoteFilter).join('|')}`
}
