import { AppError } from '@/lib/errors/app-error'

const shown = 60

/** What is wrong with a formula and where: the message has line and column, the line itself and a caret below the place. */
export class FormulaError extends AppError {
  readonly line: number
  readonly column: number

  constructor(problem: string, text: string, at: number) {
    const before = text.slice(0, at).split('\n')
    const line = before.length
    const column = before.at(-1)!.length + 1
    const whole = text.split('\n')[line - 1] ?? ''
    const from = Math.max(0, column - 1 - shown)
    const excerpt = whole.slice(from, from + 2 * shown).replaceAll('\t', ' ')
    const caret = `${' '.repeat(column - 1 - from)}^`
    super('bad_request', `expr, line ${line}, column ${column}: ${problem}\n  ${excerpt}\n  ${caret}`)
    this.line = line
    this.column = column
  }
}
