import { operators as arithmetic, pointwise } from '@/lib/metrics/formula/arithmetic'
import { FormulaError } from '@/lib/metrics/formula/formula-error'
import { FormulaParser, type Node } from '@/lib/metrics/formula/parse'
import { tokenize } from '@/lib/metrics/formula/tokenize'
import { readNumber } from '@/lib/metrics/shape'
import { compareValues, isNothing } from './compare-values'
import type { Operator } from './contract'

type Row = Record<string, unknown>
type Value = (row: Row) => unknown
/** Whether a row meets a formula; null where a value that it needs is missing. */
export type RowTest = (row: Row) => boolean | null
export type RowFormula = { test: RowTest; columns: string[] }

const comparisons: Record<string, Operator> = { '=': '=', '!=': '!=', '<': '<', '<=': '<=', '>': '>', '>=': '>=' }
const words = new Set(['and', 'or', 'not', 'is', 'in', 'null'])
const longestIn = 200

const number = (value: unknown): number | null => {
  const read = readNumber(value)
  return read === null ? null : Number(read)
}

/** Values that were computed in doubles: 10.1 * 3 is 30.3 to as many digits as these have. */
const computed = new WeakSet<Value>()
const precision = 1e-9

function isNear(a: unknown, b: unknown): boolean {
  const [left, right] = [number(a), number(b)]
  return (
    left !== null && right !== null && Math.abs(left - right) <= precision * Math.max(Math.abs(left), Math.abs(right))
  )
}

function compared(operator: Operator, left: Value, right: Value): RowTest {
  const isRough = computed.has(left) || computed.has(right)
  return (row) => {
    const [a, b] = [left(row), right(row)]
    if (isNothing(a) || isNothing(b)) return null
    if (isRough && isNear(a, b)) return operator.includes('=') && operator !== '!='
    return compareValues(operator, a, b)
  }
}

/** SQL's three truths: what is not known stays so unless the other side decides. */
const both =
  (a: RowTest, b: RowTest): RowTest =>
  (row) => {
    const [left, right] = [a(row), b(row)]
    if (left === false || right === false) return false
    return left === null || right === null ? null : true
  }
const either =
  (a: RowTest, b: RowTest): RowTest =>
  (row) => {
    const [left, right] = [a(row), b(row)]
    if (left === true || right === true) return true
    return left === null || right === null ? null : false
  }
const negated =
  (of: RowTest): RowTest =>
  (row) => {
    const value = of(row)
    return value === null ? null : !value
  }

/** The grammar of the metric formulas, with columns for metrics, and comparisons around it. */
class RowParser extends FormulaParser {
  readonly columns = new Set<string>()

  condition(): RowTest {
    const test = this.#either()
    if (this.next.kind !== 'end') this.fail(`expected and, or, or the end but found ${this.next.text}`)
    return test
  }

  #isWord(word: string) {
    return this.next.kind === 'name' && this.next.text.toLowerCase() === word
  }

  #either(): RowTest {
    let test = this.#both()
    while (this.#isWord('or')) {
      this.take()
      test = either(test, this.#both())
    }
    return test
  }

  #both(): RowTest {
    let test = this.#not()
    while (this.#isWord('and')) {
      this.take()
      test = both(test, this.#not())
    }
    return test
  }

  #not(): RowTest {
    if (!this.#isWord('not')) return this.#grouped()
    this.take()
    return negated(this.#not())
  }

  /** A condition in parentheses, or a comparison that may begin with some. */
  #grouped(): RowTest {
    if (!this.is('(')) return this.#comparison()
    const goBack = this.mark()
    try {
      return this.#comparison()
    } catch (error) {
      if (!(error instanceof FormulaError)) throw error
      goBack()
      this.take()
      const test = this.#either()
      this.expect(')')
      return test
    }
  }

  #comparison(): RowTest {
    const left = this.#value()
    if (this.#isWord('is')) return this.#isNull(left)
    const isNot = this.#isWord('not')
    if (isNot) this.take()
    if (this.#isWord('in')) {
      const test = this.#oneOf(left)
      return isNot ? negated(test) : test
    }
    const operator = this.next.kind === 'sign' ? comparisons[this.next.text] : undefined
    if (!operator || isNot) this.fail(`expected =, !=, <, <=, >, >=, in or is null but found ${this.next.text}`)
    this.take()
    return compared(operator, left, this.#value())
  }

  #isNull(left: Value): RowTest {
    this.take()
    const isNot = this.#isWord('not')
    if (isNot) this.take()
    if (!this.#isWord('null')) this.fail(`expected null but found ${this.next.text}`)
    this.take()
    return (row) => isNothing(left(row)) !== isNot
  }

  #oneOf(left: Value): RowTest {
    const { at } = this.take()
    this.expect('(')
    const values = this.list(() => this.#value(), ')')
    if (values.length === 0 || values.length > longestIn)
      throw new FormulaError(`in takes 1 to ${longestIn} values`, this.text, at)
    return values.map((value) => compared('=', left, value)).reduce(either)
  }

  #value(): Value {
    if (this.next.kind !== 'text') return this.#evaluate(this.expression(0))
    const token = this.take()
    const text = token.kind === 'text' ? token.value : ''
    return () => text
  }

  #evaluate(node: Node): Value {
    if (node.kind === 'number') return () => node.value
    if (node.kind === 'metric') return this.#column(node)
    if (node.kind === 'negate') {
      const of = this.#evaluate(node.of)
      return (row) => {
        const value = number(of(row))
        return value === null ? null : -value
      }
    }
    if (node.kind === 'binary') return this.#apply(arithmetic[node.operator], [node.left, node.right])
    if (node.kind === 'call') {
      const apply = pointwise[node.name]
      if (node.name === 'coalesce') {
        const args = node.args.map((arg) => this.#evaluate(arg))
        return (row) => args.map((arg) => arg(row)).find((value) => !isNothing(value)) ?? null
      }
      if (apply && node.args.length === apply.length) return this.#apply(apply, node.args)
      if (apply && apply.length === 0) return this.#apply(apply, node.args)
      throw new FormulaError(
        apply
          ? `${node.name} takes ${apply.length} values`
          : `${node.name} is of metrics; rows know ${Object.keys(pointwise).join(', ')} and coalesce`,
        this.text,
        node.at,
      )
    }
    throw new FormulaError('a formula of rows is made of columns, numbers and texts', this.text, node.at)
  }

  #column({ name, conditions, aggregation, at }: Extract<Node, { kind: 'metric' }>): Value {
    if (aggregation !== null || conditions.length > 0)
      throw new FormulaError(`${name} is a column here: it has neither labels nor an aggregation`, this.text, at)
    if (words.has(name.toLowerCase())) throw new FormulaError(`expected a column but found ${name}`, this.text, at)
    if (name === 'true' || name === 'false') return () => name === 'true'
    this.columns.add(name)
    return (row) => row[name]
  }

  #apply(by: (...values: number[]) => number | null, args: Node[]): Value {
    const values = args.map((arg) => this.#evaluate(arg))
    const applied: Value = (row) => {
      const numbers: number[] = []
      for (const value of values) {
        const own = number(value(row))
        if (own === null) return null
        numbers.push(own)
      }
      return by(...numbers)
    }
    computed.add(applied)
    return applied
  }
}

/** Reads a condition over the columns of a row, such as `total = price * quantity and status != "void"`. Throws `FormulaError`. */
export function parseRowFormula(text: string): RowFormula {
  const parser = new RowParser(text, tokenize(text))
  const test = parser.condition()
  return { test, columns: [...parser.columns] }
}
