import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readFormula } from '@/lib/metrics/formula/check'
import { FormulaError } from '@/lib/metrics/formula/formula-error'
import { type Node, parseFormula } from '@/lib/metrics/formula/parse'
import { formatStep } from '@/lib/metrics/steps'

/** A formula with all its parentheses. */
function shown(node: Node): string {
  switch (node.kind) {
    case 'number':
      return String(node.value)
    case 'duration':
      return formatStep(node.step)
    case 'metric': {
      const conditions = node.conditions.map((one) => {
        const sign = `${one.negate ? '!' : ''}${'pattern' in one ? '~' : '='}`
        return `${one.label}${sign}${'pattern' in one ? one.pattern : one.values.join('|')}`
      })
      const metric = `${node.name}${conditions.length > 0 ? `{${conditions.join(',')}}` : ''}`
      return node.aggregation ? `${node.aggregation}:${metric}` : metric
    }
    case 'negate':
      return `(-${shown(node.of)})`
    case 'binary':
      return `(${shown(node.left)} ${node.operator} ${shown(node.right)})`
    case 'call':
      return `${node.name}(${node.args.map(shown).join(', ')})`
    case 'by':
      return `(${shown(node.of)} by ${node.labels.join(',')})`
    case 'where':
      return `${shown(node.of)}{${node.conditions.map(({ label }) => label).join(',')}}`
  }
}

describe('reads', () => {
  test.each<[string, string, string]>([
    ['a metric', 'orders_total', 'orders_total'],
    ['a name of another script', '顧客_events_total', '顧客_events_total'],
    ['times before plus', 'a + b * 2', '(a + (b * 2))'],
    ['from left to right', 'a - b - c / d / e', '((a - b) - ((c / d) / e))'],
    ['powers from right to left', 'a ^ b ^ 2', '(a ^ (b ^ 2))'],
    ['a minus after powers', '-a ^ 2', '(-(a ^ 2))'],
    ['a minus before times', '-a * b', '((-a) * b)'],
    ['a minus in a power', 'a ^ -1', '(a ^ (-1))'],
    ['parentheses', '(a + b) * 2', '((a + b) * 2)'],
    ['numbers', 'a * 1.5e3 + .5 + 2.', '(((a * 1500) + 0.5) + 2)'],
    ['an aggregation', 'sum(a) / count(a)', '(sum:a / count:a)'],
    ['a selector', `a{status="x", type!='y',n=~"^z",m!~"q"}`, 'a{status=x,type!=y,n~^z,m!~q}'],
    ['a selector of an expression', '(a + b){x="1", "y"!="2"} / c', '((a + b){x,y} / c)'],
    ['a selector in an aggregation', 'max(a{s="it\\"s"})', 'max:a{s=it"s}'],
    ['a rate of a metric', 'rate(a)', 'rate:a'],
    ['a rate of an expression', 'rate(a + b)', 'rate((a + b))'],
    ['functions', 'moving_avg(shift(a, 1d), 7)', 'moving_avg(shift(a, 1d), 7)'],
    ['months', 'shift(a, 1M)', 'shift(a, 1M)'],
    ['groups', 'a / b by (status, "odd label")', '((a / b) by status,odd label)'],
    ['groups in parentheses', '(a by (x)) / b', '((a by x) / b)'],
    ['lines', 'a\n  +\tb', '(a + b)'],
    ['a metric called like a function', 'abs + by', '(abs + by)'],
  ])('%s', (_name, text, expected) => expect(shown(readFormula(text))).toBe(expected))
})

describe('refuses', () => {
  test.each<[string, string, number, number, string]>([
    ['nothing', '', 1, 1, 'expected a metric'],
    ['an operator too many', 'a + * b', 1, 5, 'found *'],
    ['an open parenthesis', '(a + b', 1, 7, 'expected ) but found the end'],
    ['a parenthesis too many', 'a + b)', 1, 6, 'expected an operator or the end'],
    ['two metrics', 'a b', 1, 3, 'found b'],
    ['an unknown function', 'a + movingavg(a, 2)', 1, 5, 'did you mean moving_avg?'],
    ['an unknown sign', 'a\n+ $', 2, 3, '"$" means nothing'],
    ['an open quote', 'a{s="x}', 1, 5, 'quote is not closed'],
    ['a value without quotes', 'a{s=x}', 1, 5, 'a value in quotes'],
    ['no comparison', 'a{s}', 1, 4, 'expected =, !=, =~ or !~'],
    ['an aggregation of an expression', 'sum(a + b)', 1, 7, 'takes one metric'],
    ['min of two', 'min(a, b)', 1, 6, 'min2'],
    ['too few arguments', 'clamp(a, 1)', 1, 1, 'given 2 arguments'],
    ['a number for a duration', 'shift(a, 7)', 1, 10, 'second argument of shift is a duration'],
    ['a duration for a number', 'a + 1d', 1, 5, 'stands only in shift'],
    ['half a step', 'moving_avg(a, 1.5)', 1, 15, 'whole number of steps'],
    ['a unit that is none', 'shift(a, 1x)', 1, 10, 'neither a number nor a duration'],
    ['by in the middle', 'a by (x) / b', 1, 10, 'in parentheses'],
    ['by nothing', 'a by ()', 1, 3, 'at least one label'],
    ['no metric', '1 + 2', 1, 1, 'at least one metric'],
    ['a number beyond all', 'a * 1e999', 1, 5, 'too large'],
    ['too deep', `${'('.repeat(40)}a${')'.repeat(40)}`, 1, 33, 'at most 32 deep'],
    ['too many parts', Array(150).fill('a').join('+'), 1, 1, 'at most 200 parts'],
    ['too long', `a${' '.repeat(2000)}`, 1, 2001, 'at most 2000'],
  ])('%s', (_name, text, line, column, part) => {
    const refusal = (() => {
      try {
        return readFormula(text)
      } catch (error) {
        return error
      }
    })()
    expect(refusal).toBeInstanceOf(FormulaError)
    expect(refusal).toMatchObject({ code: 'bad_request', line, column, message: expect.stringContaining(part) })
  })

  test('with the line and a caret below the place', () => {
    expect(() => readFormula('a +\nb * )')).toThrow(
      'expr, line 2, column 5: expected a metric, a number, a function or ( but found )\n  b * )\n      ^',
    )
  })

  test('whatever is thrown at it, in words of its own', () => {
    const piece = fc.constantFrom(...'a b sum( rate( by ( ) { } , = =~ "x" 1 1d . + - * / ^ \n é $ \\ "'.split(' '))
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        try {
          parseFormula(pieces.join(' '))
        } catch (error) {
          expect(error).toBeInstanceOf(FormulaError)
        }
      }),
      { numRuns: 2000 },
    )
  })
})
