import { describe, expect, it } from 'vitest'
import { allValues } from '@/lib/dashboards/board-words'
import { compareContents, describeChanges } from '@/lib/dashboards/changes'
import type { Widget, WidgetConfig } from '@/lib/dashboards/contract'
import { fillFilter, fillFormula, fillText, fillWidget } from '@/lib/dashboards/fill'
import { decide, mergeDrafts } from '@/lib/dashboards/merge'
import { type BoardVariable, boardVariable, boardVariables } from '@/lib/dashboards/variable-contract'
import { choose, chosenOf, chosenParam, readVariables } from '@/lib/dashboards/variables'
import { makeFilter, readFilter } from '@/lib/metrics/filter'
import { parseFormula } from '@/lib/metrics/formula/parse'

const variable = (over: Partial<BoardVariable> = {}): BoardVariable => ({
  ...{ name: 'status', kind: 'label', metric: 'orders_by_status', label: 'status' },
  ...{ multiple: true, include_all: true, default: [] },
  ...over,
})
const chosen = new Map([
  ['status', ['paid']],
  ['shops', ['a,b', 'c|"d"']],
  ['every', []],
  ['sign', ['.*']],
  ['nested', ['$status']],
])

describe('a filter', () => {
  it.each([
    ['one value', 'status:$status', 'status:paid'],
    ['in braces, inside a value', `status:un$\{status}!`, 'status:"unpaid!"'],
    ['none of it', 'status!:$status', 'status!:paid'],
    ['several, with signs of the filter in them', 'shop:$shops', 'shop:"a,b"|"c|\\"d\\""'],
    ['beside others', 'shop:x|$status,channel:web', 'shop:x|paid,channel:web'],
    ['all: no condition', 'status:$every,channel:web', 'channel:web'],
    ['all, of none: no condition', 'status!:$every', ''],
    ['in a pattern, as it is written', 'path:~^/$sign$', 'path:~^/(?:\\.\\*)$'],
    ['several in a pattern', 'shop:~^$status-$every$', 'shop:~^(?:paid)-.*$'],
    ['a value that looks like a variable', 'status:$nested', 'status:$status'],
    ['the end of a pattern', 'status:~paid$', 'status:~paid$'],
  ])('%s', (_name, filter, filled) => expect(fillFilter(filter, chosen)).toBe(filled))
  it('no value reaches beyond its condition', () => {
    const hostile = ['x,channel:~.*', '"', '\\', 'a|b', 'x"|"y', ':~.*', '$status']
    const filter = fillFilter('status:$evil', new Map([['evil', hostile]]))
    expect(makeFilter([], ['status'])).toHaveLength(0)
    const test = readFilter([filter], ['status', 'channel'])
    expect(test).toHaveLength(1)
    for (const status of [...hostile, 'paid', 'a', 'y', ''])
      expect(test[0]?.({ status, channel: 'web' }), status).toBe(hostile.includes(status))
  })
})

describe('a formula', () => {
  it.each([
    ['orders{status="$status"} / 2', 'orders{status="paid"} / 2'],
    ["sum(orders{shop!='$shops'})", 'sum(orders{shop!="a,b",shop!="c|\\"d\\""})'],
    ['orders{status="$every", shop="x"}', 'orders{status=~".*", shop="x"}'],
    ['orders{path=~"^/$sign$"}', 'orders{path=~"^/(?:\\\\.\\\\*)$"}'],
    ['a{s="$status"} + b{s="$status"}', 'a{s="paid"} + b{s="paid"}'],
    ['orders', 'orders'],
  ])('%s', (expr, filled) => {
    expect(fillFormula(expr, chosen)).toBe(filled)
    expect(() => parseFormula(filled)).not.toThrow()
  })
})

it.each([
  ['Orders: $status', 'Orders: paid'],
  [`$\{status}s of $every`, 'paids of All'],
  ['$5 and $unknown', '$5 and $unknown'],
])('the text %s', (text, filled) => expect(fillText(text, chosen)).toBe(filled))

describe('a widget', () => {
  const widget = (config: WidgetConfig, title = ''): Widget => ({
    ...{ id: 'w', type: 'line', title, metric: 'orders', config },
    position: { x: 0, y: 0, width: 4, height: 4 },
  })
  it('is the same where it names none', () => {
    const one = widget({ filter: 'status:paid' })
    expect(fillWidget(one, chosen).widget).toBe(one)
  })
  it('has its title, text, filter and queries filled', () => {
    const { widget: filled, problem } = fillWidget(
      widget({ text: '$status', filter: 's:$every', queries: [{ expr: 'a{s="$status"}' }] }, 'Of $status'),
      chosen,
    )
    expect([filled.title, filled.config, problem]).toEqual([
      'Of paid',
      { text: 'paid', filter: undefined, queries: [{ expr: 'a{s="paid"}' }] },
      null,
    ])
  })
  it('says which variable there is not, and which there are', () => {
    const { problem } = fillWidget(widget({ filter: 's:$stauts' }), new Map([['status', []]]))
    expect(problem).toBe('There is no variable $stauts; this dashboard has $status')
    expect(fillWidget(widget({ filter: 's:$x' }), new Map()).problem).toContain('this dashboard has none')
  })
})

describe('a choice', () => {
  it.each<[string, Partial<BoardVariable>, string[] | undefined, string[]]>([
    ['several', {}, ['a', 'b', 'a'], ['a', 'b']],
    ['one where one is all it takes', { multiple: false }, ['a', 'b'], ['a']],
    ['all', { default: ['a'] }, [allValues], []],
    ['all where it is no choice', { include_all: false, default: ['a'] }, [allValues], ['a']],
    ['nothing said', { default: ['a'] }, undefined, ['a']],
    ['nothing said, and no default', {}, undefined, []],
    ['all by default', { default: [allValues] }, undefined, []],
  ])('%s', (_name, over, given, values) => expect(chosenOf(variable(over), given)).toEqual(values))
  it.each([
    [[], null],
    [['paid'], 'paid'],
    [['a,b', 'c'], '"a,b",c'],
  ])('of %j is in the address and comes back', (values, text) => {
    expect(chosenParam(variable(), values)).toBe(text)
    const search = new URLSearchParams(text === null ? {} : { 'var-status': text })
    expect(choose([variable()], readVariables(search)).get('status')).toEqual(values)
  })
  it('of all is said where the default is another', () =>
    expect(chosenParam(variable({ default: ['a'] }), [])).toBe(allValues))
})

it.each<[string, Partial<BoardVariable>]>([
  ['a name that no reference reads', { name: 'Status' }],
  ['no name', { name: '' }],
  ['no label', { label: undefined }],
  ['neither all nor a default', { include_all: false }],
  ['several by default where one is taken', { multiple: false, default: ['a', 'b'] }],
])('no variable has %s', (_name, over) => expect(boardVariable.safeParse(variable(over)).success).toBe(false))
it('no two have one name', () => expect(boardVariables.safeParse([variable(), variable()]).success).toBe(false))

describe('two who change variables', () => {
  const board = (...variables: BoardVariable[]) => ({ name: 'b', description: '', widgets: [], variables })
  const [own, other] = [variable({ title: 'Mine' }), variable({ title: 'Theirs' })]
  const more = variable({ name: 'shop' })
  it('go together where they are not the same ones', () => {
    const { draft, conflicts } = mergeDrafts(board(variable()), board(own), board(variable(), more))
    expect([draft.variables, conflicts]).toEqual([[own, more], []])
  })
  it('one that both changed is theirs to decide', () => {
    const merge = mergeDrafts(board(variable(), more), board(own, more), board(other, more))
    expect(merge.conflicts).toMatchObject([{ kind: 'variable', id: '$status' }])
    const ids = () => 'x'
    expect(decide(merge, {}, ids).variables).toEqual([own, more])
    expect(decide(merge, { $status: 'theirs' }, ids).variables).toEqual([other, more])
  })
  it('say so in words', () => {
    const words = describeChanges(compareContents(board(variable()), board(own, more)))
    expect(words).toBe('variable $status changed, variable $shop changed')
    expect(describeChanges(compareContents(board(own, more), board(more, own)))).toBe('order of variables changed')
    expect(describeChanges(compareContents(board(own), { name: 'b', description: '', widgets: [] }))).not.toBe('')
  })
})
