/** The function around a place of a formula, and which of its arguments the place is in, from 0. */
export type Call = { name: string; argument: number; at: number }

/** What can stand at a place of a formula; `from` is where the word there begins. */
export type FormulaPlace = { from: number } & (
  | { kind: 'name' }
  | { kind: 'by' }
  | { kind: 'label'; metric: string }
  | { kind: 'value'; metric: string; label: string }
  | { kind: 'nothing' }
)

const word = /[\p{L}\p{M}\p{N}_]*$/u
const wordBefore = (text: string) => word.exec(text.trimEnd())?.[0] ?? ''

type Open = { sign: '(' | '{'; at: number; commas: number }

/** The brackets that are open at the end of a text, outermost first, and the quote where one is. */
function scan(text: string): { open: Open[]; quote: { sign: string; at: number } | null } {
  const open: Open[] = []
  let quote: { sign: string; at: number } | null = null
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]!
    if (quote) {
      if (sign === '\\') at++
      else if (sign === quote.sign) quote = null
    } else if (sign === '"' || sign === "'") quote = { sign, at }
    else if (sign === '(' || sign === '{') open.push({ sign, at, commas: 0 })
    else if (sign === ')' || sign === '}') open.pop()
    else if (sign === ',' && open.length > 0) open.at(-1)!.commas++
  }
  return { open, quote }
}

/** What is asked for at the end of `text`, the part of a formula before the cursor. */
export function placeOf(text: string): FormulaPlace {
  const { open, quote } = scan(text)
  const inner = open.at(-1)
  const metric = inner ? wordBefore(text.slice(0, inner.at)) : ''
  if (quote) {
    if (inner?.sign !== '{') return { kind: 'nothing', from: text.length }
    const label = wordBefore(text.slice(0, quote.at).replace(/\s*(?:!=|=~|!~|=)\s*$/, ''))
    return { kind: 'value', metric, label, from: quote.at + 1 }
  }
  const from = text.length - word.exec(text)![0].length
  if (inner?.sign === '{') {
    return /[,{]\s*$/.test(text.slice(0, from)) ? { kind: 'label', metric, from } : { kind: 'nothing', from }
  }
  if (/^\p{N}/u.test(text.slice(from))) return { kind: 'nothing', from }
  return inner && metric === 'by' ? { kind: 'by', from } : { kind: 'name', from }
}

/** The innermost function call that the end of `text` is in; null where it is in none. */
export function callAt(text: string): Call | null {
  const { open } = scan(text)
  for (const { sign, at, commas } of open.reverse()) {
    const name = sign === '(' ? wordBefore(text.slice(0, at)) : ''
    if (name && name !== 'by') return { name, argument: commas, at }
  }
  return null
}

/** The place in a formula that the server's words `line 2, column 5` name; null where they name none. */
export function placeOfError(message: string, formula: string): number | null {
  const [, line, column] = /line (\d+), column (\d+)/.exec(message) ?? []
  if (line === undefined || column === undefined) return null
  const before = formula.split('\n').slice(0, Number(line) - 1)
  const at = before.reduce((sum, text) => sum + text.length + 1, 0) + Number(column) - 1
  return Math.min(at, formula.length)
}
