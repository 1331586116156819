import { describe, expect, test } from 'vitest'
import { checkTypes } from '@/lib/promql/check'
import { readDuration, readNumber, readString } from '@/lib/promql/literals'
import { parse } from '@/lib/promql/parse'
import type { Node, Shift } from '@/lib/promql/syntax'

const shifted = ({ offsetMs, fixed }: Shift) =>
  `${fixed === null ? '' : ` @ ${fixed}`}${offsetMs === 0 ? '' : ` offset ${offsetMs / 1000}s`}`

/** An expression with all its parentheses. */
function write(node: Node): string {
  switch (node.kind) {
    case 'number':
      return String(node.value)
    case 'string':
      return JSON.stringify(node.value)
    case 'paren':
      return write(node.of)
    case 'selector':
      return `${node.matchers.map(({ name, op, value }) => (name === '__name__' && op === '=' ? value : `{${name}${op}${value}}`)).join('')}${shifted(node)}`
    case 'range':
      return `${write({ ...node.of, offsetMs: 0, fixed: null })}[${node.rangeMs / 1000}s]${shifted(node.of)}`
    case 'subquery':
      return `${write(node.of)}[${node.rangeMs / 1000}s:${node.stepMs === null ? '' : `${node.stepMs / 1000}s`}]${shifted(node)}`
    case 'negation':
      return `(${node.sign}${write(node.of)})`
    case 'call':
      return `${node.name}(${node.args.map(write).join(', ')})`
    case 'aggregate': {
      const { without, labels } = node.grouping
      return `${node.op} ${without ? 'without' : 'by'}(${labels.join()})(${node.args.map(write).join(', ')})`
    }
    case 'binary': {
      const { matching, bool } = node
      const match = matching
        ? ` ${matching.on ? 'on' : 'ignoring'}(${matching.labels.join()})${matching.many === 'neither' ? '' : ` group_${matching.many}(${matching.include.join()})`}`
        : ''
      return `(${write(node.left)} ${node.op}${bool ? ' bool' : ''}${match} ${write(node.right)})`
    }
  }
}

describe('what belongs together', () => {
  test.each([
    ['a + b * c ^ d', '(a + (b * (c ^ d)))'],
    ['a - b - c', '((a - b) - c)'],
    ['a ^ b ^ c', '(a ^ (b ^ c))'],
    ['-a ^ 2', '(-(a ^ 2))'],
    ['-2 ^ 2', '(-(2 ^ 2))'],
    ['a ^ -b * c', '((a ^ (-b)) * c)'],
    ['-a * b', '((-a) * b)'],
    ['a % b atan2 c / d', '(((a % b) atan2 c) / d)'],
    ['a or b and c unless d', '(a or ((b and c) unless d))'],
    ['a > b == c + 1', '((a > b) == (c + 1))'],
    ['(a + b) * c', '((a + b) * c)'],
    ['a + b offset 5m', '(a + b offset 300s)'],
    ['a + b offset 5m * c', '(a + (b offset 300s * c))'],
    ['-a offset 5m', '(-a offset 300s)'],
    ['a * b[5m:1m] offset 1h + c', '((a * b[300s:60s] offset 3600s) + c)'],
    ['a / b @ 10 offset -1m', '(a / b @ 10000 offset -60s)'],
    ['a * rate(b[5m] offset 1w)', '(a * rate(b[300s] offset 604800s))'],
    ['a[1h] @ end()', 'a[3600s] @ end'],
    ['a[90] offset 60', 'a[90s] offset 60s'],
    ['(a + b)[1h:]', '(a + b)[3600s:]'],
    ['2 * -3', '(2 * -3)'],
    ['1-1', '(1 - 1)'],
    ['a == bool on(x, y) group_left(z) b', '(a == bool on(x,y) group_left(z) b)'],
    ['a * ignoring() group_right b', '(a * ignoring() group_right() b)'],
    ['sum by (x, y) (a)', 'sum by(x,y)(a)'],
    ['SUM(a) without (x,)', 'sum without(x)(a)'],
    ['a AND b', '(a and b)'],
    ['topk(5, a) # the largest\n + 1', '(topk by()(5, a) + 1)'],
    ['{"größe in m", "a b"="c"}', 'größe in m{a b=c}'],
    ['sum by ("a b") (a)', 'sum by(a b)(a)'],
    ['a{x!="1", y=~"2.*", z!~"3",}', 'a{x!=1}{y=~2.*}{z!~3}'],
    ['sum{by="x"} + rate', '(sum{by=x} + rate)'],
  ])('%s', (text, expected) => expect(write(parse(text))).toBe(expected))
})

test.each([
  ['foo(1)', '1:1: parse error: unknown function with name "foo"'],
  ['1 +\n  )', '2:3: parse error: unexpected ")"'],
  ['a b', '1:3: parse error: unexpected "b"'],
  ['sum(', '1:5: parse error: unexpected end of input'],
  ['a[x]', '1:3: parse error: unexpected "x"'],
  ['a[5m*2]', 'not a valid duration: "5m*2"'],
  ['a smoothed', '"a smoothed" is not supported'],
  ['a + fill(0) b', 'the fill modifier is not supported'],
  ['info(a)', 'the function info is not supported; there are abs, '],
  ['limitk(2, a)', 'the aggregation limitk is not supported; there are sum, '],
  ['a{x=~"("}', 'error parsing regexp: missing closing )'],
  ['"\\q"', 'unknown escape'],
])('refused: %s', (text, part) => {
  const read = () => checkTypes(text, parse(text))
  expect(read).toThrow(part)
})

test.each([
  ['parentheses', `${'('.repeat(400)}a${')'.repeat(400)}`, 'nested too deep'],
  ['terms', `a${'+a'.repeat(400)}`, 'nested too deep'],
  ['characters', 'a'.repeat(20_001), 'at most 20000 characters'],
])('refused: too many %s', (_name, text, part) => expect(() => parse(text)).toThrow(part))

test.each([
  ['5m', 300_000],
  ['1h30m', 5_400_000],
  ['1y2w3d4h5m6s7ms', 31_536_000_000 + 1_209_600_000 + 273_906_007],
  ['250ms', 250],
  ['5', null],
  ['', null],
  ['m5', null],
  ['5m1h', null],
])('the duration %j is %s ms', (text, ms) => expect(readDuration(text)).toBe(ms))

test.each([
  ['1_000', 1000],
  ['0x1F', 31],
  ['.5', 0.5],
  ['1e-3', 0.001],
  ['-Inf', Number.NEGATIVE_INFINITY],
  ['NaN', Number.NaN],
  ['5m', 300],
  ['five', null],
])('the number %s is %s', (text, value) => expect(readNumber(text)).toBe(value))

test.each([
  ['"a\\n\\"b\\""', 'a\n"b"'],
  ["'a\\'b'", "a'b"],
  ['`a\\n`', 'a\\n'],
  ['"\\x41\\101\\u00e4\\U0001F600"', 'AAä😀'],
  ['"\\xc3\\xa4"', 'ä'],
  ['"a', null],
  ['"\\q"', null],
])('the string %s', (text, value) => expect(readString(text)).toBe(value))
