import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Condition, readCondition, readFilter, requireLabels } from '@/lib/metrics/filter'
import { splitFilter, writeFilter } from '@/lib/metrics/filter-text'

const known = ['table', 'schema', 'status']
const refused = (part: string) =>
  expect.objectContaining({ code: 'bad_request', message: expect.stringContaining(part) })

describe('splitFilter', () => {
  test.each<[string, string, string[]]>([
    ['nothing', '', []],
    ['one', 'status:paid', ['status:paid']],
    ['two', 'status:paid,schema:public', ['status:paid', 'schema:public']],
    ['a comma in quotes', 'status:"a,b",schema:x', ['status:"a,b"', 'schema:x']],
    ['a comma in quotes after an alternative', 'status:c|"a,b"', ['status:c|"a,b"']],
    ['a quote within quotes', 'status:"a\\",b",x:y', ['status:"a\\",b"', 'x:y']],
    ['a quote within a word is itself', 'status:5"x,schema:y', ['status:5"x', 'schema:y']],
  ])('%s', (_name, text, expected) => expect(splitFilter(text)).toEqual(expected))
})

describe('readCondition', () => {
  const equal = (...values: string[]): Condition => ({ label: 'status', negate: false, values })
  test.each<[string, string, Condition]>([
    ['equal', 'status:paid', equal('paid')],
    ['equal with the other sign', 'status=paid', equal('paid')],
    ['not equal', 'status!=paid', { ...equal('paid'), negate: true }],
    ['not equal with the other sign', 'status!:paid', { ...equal('paid'), negate: true }],
    ['alternatives', 'status:paid|open|', equal('paid', 'open', '')],
    ['the first colon divides', 'status:a:b=c', equal('a:b=c')],
    ['an empty value', 'status:', equal('')],
    ['a value in quotes', 'status:"a|b, \\"c\\" \\\\d"', equal('a|b, "c" \\d')],
    ['a label in quotes', '"sta:tus":paid', { ...equal('paid'), label: 'sta:tus' }],
    ['a pattern', 'status:~^pa|x', { label: 'status', negate: false, pattern: '^pa|x' }],
    ['a pattern in quotes', 'status:~"^a{1,2}\\d"', { label: 'status', negate: false, pattern: '^a{1,2}\\d' }],
    ['not a pattern', 'status!~^pa', { label: 'status', negate: true, pattern: '^pa' }],
  ])('%s', (_name, pair, expected) => expect(readCondition(pair)).toEqual(expected))

  test.each([
    ['no operator', 'status', 'label:value'],
    ['no label', ':paid', 'label:value'],
    ['an open quote', 'status:"paid', 'not closed'],
    ['text after a quote', 'status:"paid"x', 'closing quote'],
  ])('%s', (_name, pair, part) => expect(() => readCondition(pair)).toThrow(refused(part)))

  test('reads what writeFilter writes', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string(), (label, value) => {
        const [text, ...more] = splitFilter(writeFilter(label, value))
        expect(more).toEqual([])
        expect(readCondition(text!)).toEqual({ label, negate: false, values: [value] })
      }),
    )
  })
})

describe('readFilter', () => {
  const statuses = ['', 'open', 'paid', 'part,paid', 'shipped']
  test.each<[string, string, string[]]>([
    ['nothing asked', '', statuses],
    ['equal', 'status:paid', ['paid']],
    ['not equal', 'status!:paid', ['', 'open', 'part,paid', 'shipped']],
    ['none of several', 'status!=paid|open', ['', 'part,paid', 'shipped']],
    ['alternatives', 'status:paid|shipped', ['paid', 'shipped']],
    ['values of one label in several conditions', 'status:paid,status:shipped', ['paid', 'shipped']],
    ['a pattern', 'status:~^pa', ['paid', 'part,paid']],
    ['a pattern anywhere', 'status:~pe', ['open', 'shipped']],
    ['not a pattern', 'status!~p', ['']],
    ['a quoted comma', 'status:"part,paid"', ['part,paid']],
    ['several conditions hold together', 'status:~^pa,status!:paid', ['part,paid']],
    ['several labels', 'status:paid,schema:other', []],
  ])('%s', (_name, text, expected) => {
    const filter = readFilter(splitFilter(text), known)
    const taken = statuses.filter((status) => filter.every((holds) => holds({ status, schema: 'public' })))
    expect(taken).toEqual(expected)
  })

  test.each([
    ['an unknown label', 'colour:red', 'table, schema, status'],
    ['one that is nearly known', 'statsu:red', 'did you mean status?'],
    ['a label of no series', '__proto__:x', '__proto__'],
    ['a pattern that is none', 'status:~(a', 'missing closing )'],
    ['a pattern that looks back', 'status:~(a)\\1', 'not a regular expression'],
    ['a pattern too long', `status:~${'a'.repeat(201)}`, 'at most 200'],
  ])('%s', (_name, pair, part) => expect(() => readFilter(['status:paid', pair], known)).toThrow(refused(part)))

  test('a pattern that would go back and forth takes its time once', () => {
    const [holds] = readFilter(['status:~"^(a+)+$"'], known)
    const before = process.cpuUsage()
    expect(holds!({ status: `${'a'.repeat(2000)}b` })).toBe(false)
    expect(process.cpuUsage(before).user).toBeLessThan(1_000_000)
  })
})

test('requireLabels names the one that there is not', () => {
  expect(() => requireLabels(['status', 'colour'], known, 'group_by')).toThrow(refused('"colour"'))
  expect(() => requireLabels(known, known, 'group_by')).not.toThrow()
})
