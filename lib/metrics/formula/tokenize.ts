import { parseStep } from '../steps'
import type { Step } from '../wall'
import { FormulaError } from './formula-error'

export type Token = { at: number; text: string } & (
  | { kind: 'number'; value: number }
  | { kind: 'duration'; step: Step }
  | { kind: 'text'; value: string }
  | { kind: 'name' | 'sign' | 'end' }
)

export const longestFormula = 2000

const space = /\s*/y
const number = /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y
const duration = /(?:\d+(?:\.\d+)?(?:ms|[wdhmsMy]))+(?![\p{L}\p{N}_])/uy
const name = /[\p{L}_][\p{L}\p{M}\p{N}_]*/uy
const quoted = /"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'/suy
const sign = /!=|=~|!~|<=|>=|[-+*/^(){},=<>]/y

const match = (pattern: RegExp, text: string, at: number) => {
  pattern.lastIndex = at
  return pattern.exec(text)
}

/** The token that begins at `at`, which is no space. */
function readToken(text: string, at: number): Token {
  const found = match(duration, text, at) ?? match(number, text, at)
  if (found) {
    const [word] = found
    const next = text[at + word.length] ?? ''
    if (/[\p{L}\p{N}_.]/u.test(next)) {
      throw new FormulaError(`${JSON.stringify(word + next)} is neither a number nor a duration such as 1d`, text, at)
    }
    if (/^[\d.]+([eE][+-]?\d+)?$/.test(word)) {
      const value = Number(word)
      if (!Number.isFinite(value)) throw new FormulaError('the number is too large', text, at)
      return { kind: 'number', at, text: word, value }
    }
    const step = parseStep(word)
    if (step === null) throw new FormulaError(`${word} is no duration such as 1h30m, 1d, 1w, 1M or 1y`, text, at)
    return { kind: 'duration', at, text: word, step }
  }
  const word = match(name, text, at)?.[0]
  if (word !== undefined) return { kind: 'name', at, text: word }
  const string = match(quoted, text, at)
  if (string) {
    const value = (string[1] ?? string[2] ?? '').replace(/\\(["'\\])/g, '$1')
    return { kind: 'text', at, text: string[0], value }
  }
  const mark = match(sign, text, at)?.[0]
  if (mark !== undefined) return { kind: 'sign', at, text: mark }
  if (text[at] === '"' || text[at] === "'") throw new FormulaError('a quote is not closed', text, at)
  const letter = String.fromCodePoint(text.codePointAt(at)!)
  throw new FormulaError(`${JSON.stringify(letter)} means nothing here`, text, at)
}

/** The tokens of a formula, the last of kind `end`. Throws `FormulaError`. */
export function tokenize(text: string): Token[] {
  if (text.length > longestFormula) {
    throw new FormulaError(`a formula has at most ${longestFormula} characters`, text, longestFormula)
  }
  const tokens: Token[] = []
  for (let at = 0; ; ) {
    at += match(space, text, at)![0].length
    if (at >= text.length) return [...tokens, { kind: 'end', at: text.length, text: 'the end' }]
    const token = readToken(text, at)
    tokens.push(token)
    at += token.text.length
  }
}
