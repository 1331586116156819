import { nearest } from '@/lib/config/nearest'
import type { Condition } from '../filter'
import { type Aggregation, aggregations } from '../question-words'
import type { Step } from '../wall'
import { FormulaError } from './formula-error'
import { type FunctionName, functions, isFunction } from './functions'
import { type Token, tokenize } from './tokenize'

export type Operator = '+' | '-' | '*' | '/' | '^'
export type MetricNode = {
  kind: 'metric'
  at: number
  name: string
  conditions: Condition[]
  aggregation: Aggregation | null
}
/** A formula as a tree; `at` is the place in its text. `where` narrows all metrics below it. */
export type Node =
  | { kind: 'number'; at: number; value: number }
  | { kind: 'duration'; at: number; step: Step }
  | MetricNode
  | { kind: 'negate'; at: number; of: Node }
  | { kind: 'binary'; at: number; operator: Operator; left: Node; right: Node }
  | { kind: 'call'; at: number; name: FunctionName; args: Node[] }
  | { kind: 'by'; at: number; labels: string[]; of: Node }
  | { kind: 'where'; at: number; conditions: Condition[]; of: Node }

const deepest = 32
const strength: Record<string, number> = { '+': 1, '-': 1, '*': 2, '/': 2, '^': 4 }
const unaryStrength = 3
const comparisons: Record<string, { negate: boolean; pattern: boolean }> = {
  '=': { negate: false, pattern: false },
  '!=': { negate: true, pattern: false },
  '=~': { negate: false, pattern: true },
  '!~': { negate: true, pattern: true },
}
const isAggregation = (name: string): name is Aggregation => (aggregations as readonly string[]).includes(name)

/** Reads formulas by their grammar; those of rows go on from here. */
export class FormulaParser {
  #place = 0
  #depth = 0

  constructor(
    protected readonly text: string,
    private readonly tokens: Token[],
  ) {}

  protected get next(): Token {
    return this.tokens[this.#place]!
  }

  protected fail(reason: string, token: Token = this.next): never {
    throw new FormulaError(reason, this.text, token.at)
  }

  /** Where the reading stands, to come back to. */
  protected mark() {
    const [place, depth] = [this.#place, this.#depth]
    return () => {
      this.#place = place
      this.#depth = depth
    }
  }

  protected is(sign: string): boolean {
    return this.next.kind === 'sign' && this.next.text === sign
  }

  protected take(): Token {
    const token = this.next
    if (token.kind !== 'end') this.#place += 1
    return token
  }

  protected expect(sign: string) {
    if (!this.is(sign)) this.fail(`expected ${sign} but found ${this.next.text}`)
    this.take()
  }

  whole(): Node {
    const node = this.#grouped()
    if (this.next.kind !== 'end') this.fail(`expected an operator or the end but found ${this.next.text}`)
    return node
  }

  /** An expression, and the labels it is grouped by. */
  #grouped(): Node {
    const of = this.expression(0)
    const by = this.next
    if (by.kind !== 'name' || by.text !== 'by') return of
    this.take()
    this.expect('(')
    const labels = this.list(() => {
      const token = this.take()
      if (token.kind === 'name') return token.text
      return token.kind === 'text' ? token.value : this.fail('expected a label', token)
    }, ')')
    if (labels.length === 0) this.fail('by needs at least one label', by)
    if (this.next.kind === 'sign' && this.next.text in strength) {
      this.fail('by groups all that stands before it; put what it groups in parentheses')
    }
    return { kind: 'by', at: by.at, labels: [...new Set(labels)], of }
  }

  protected expression(least: number): Node {
    this.#depth += 1
    if (this.#depth > deepest) this.fail(`a formula nests at most ${deepest} deep`)
    let left = this.#operand()
    for (;;) {
      const { at, text, kind } = this.next
      const own = kind === 'sign' ? strength[text] : undefined
      if (own === undefined || own < least) break
      this.take()
      const right = this.expression(text === '^' ? own : own + 1)
      left = { kind: 'binary', at, operator: text as Operator, left, right }
    }
    this.#depth -= 1
    return left
  }

  #operand(): Node {
    const token = this.take()
    const { at } = token
    if (token.kind === 'number') return { kind: 'number', at, value: token.value }
    if (token.kind === 'duration') return { kind: 'duration', at, step: token.step }
    if (token.kind === 'name') return this.is('(') ? this.#call(token) : this.#metric(token, null)
    if (token.text === '-' || token.text === '+') {
      const of = this.expression(unaryStrength)
      return token.text === '-' ? { kind: 'negate', at, of } : of
    }
    if (token.kind !== 'sign' || token.text !== '(') {
      this.fail(`expected a metric, a number, a function or ( but found ${token.text}`, token)
    }
    const inner = this.#grouped()
    this.expect(')')
    if (!this.is('{')) return inner
    const { at: from } = this.take()
    return { kind: 'where', at: from, conditions: this.list(() => this.#condition(), '}'), of: inner }
  }

  #call(token: Token): Node {
    const { text: name, at } = token
    this.expect('(')
    if (isFunction(name)) {
      const args = this.list(() => this.#grouped(), ')')
      const [only] = args
      if (name === 'rate' && args.length === 1 && only!.kind === 'metric' && only!.aggregation === null) {
        return { ...only!, aggregation: 'rate' }
      }
      return { kind: 'call', at, name, args }
    }
    if (!isAggregation(name)) {
      const known = [...Object.keys(functions), ...aggregations]
      const near = nearest(name, known)
      const hint = near === undefined ? `there are ${known.join(', ')}` : `did you mean ${near}?`
      this.fail(`there is no function ${name}; ${hint}`, token)
    }
    const inner = this.take()
    if (inner.kind !== 'name' || this.is('('))
      this.fail(`${name} takes a metric such as ${name}(orders_amount_sum)`, inner)
    const metric = this.#metric(inner, name)
    if (!this.is(')')) {
      const hint = name === 'min' || name === 'max' ? `; the ${name} of two expressions is ${name}2` : ''
      this.fail(`${name} takes one metric and no expression${hint}`)
    }
    this.take()
    return metric
  }

  #metric({ text: name, at }: Token, aggregation: Aggregation | null): MetricNode {
    if (!this.is('{')) return { kind: 'metric', at, name, conditions: [], aggregation }
    this.take()
    return { kind: 'metric', at, name, conditions: this.list(() => this.#condition(), '}'), aggregation }
  }

  #condition(): Condition {
    const label = this.take()
    if (label.kind !== 'name' && label.kind !== 'text') this.fail('expected a label', label)
    const comparison = this.take()
    const how = comparison.kind === 'sign' ? comparisons[comparison.text] : undefined
    if (!how) this.fail(`expected =, !=, =~ or !~ but found ${comparison.text}`, comparison)
    const value = this.take()
    if (value.kind !== 'text') this.fail('expected a value in quotes', value)
    const named = { label: label.kind === 'text' ? label.value : label.text, negate: how.negate }
    return how.pattern ? { ...named, pattern: value.value } : { ...named, values: [value.value] }
  }

  /** What stands between here and `end`, divided by commas. */
  protected list<T>(read: () => T, end: string): T[] {
    const items: T[] = []
    while (!this.is(end)) {
      items.push(read())
      if (this.is(end)) break
      if (!this.is(',')) this.fail(`expected , or ${end} but found ${this.next.text}`)
      this.take()
    }
    this.take()
    return items
  }
}

/** Reads a formula. Throws `FormulaError`. */
export const parseFormula = (text: string): Node => new FormulaParser(text, tokenize(text)).whole()
